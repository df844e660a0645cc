"""ISA-L's deflate, which takes a quarter of zlib's time, where there is one for this machine."""

from __future__ import annotations

from typing import Any


def isal() -> Any:  # noqa: ANN401 - a module
    """A module with the names of `zlib`; None where there is none."""
    try:
        from isal import isal_zlib
    except ImportError:
        return None
    return isal_zlib
