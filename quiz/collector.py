"""Work without the collector of garbage, where much is made and next to nothing is garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_off() -> Iterator[None]:
    """Reading, folding and checking make many small objects and no cycles; the collector, which
    looks for cycles, would take as long again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # with the next line: what was made counts as old, so that the first
            gc.unfreeze()  # collection does not walk through all of it
            gc.enable()
