"""Work without the collector of garbage, where much is made and next to nothing is garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_off() -> Iterator[None]:
    """Reading and checking make many small objects and no cycles; the collector, which looks for
    cycles, would take as long again. For what is done once: where the app works on, `paused`."""
    was_on = gc.isenabled()
    with paused():
        yield
        if was_on:
            gc.freeze()  # with the next line: what was made counts as old, so that the first
            gc.unfreeze()  # collection does not walk through all of it


@contextmanager
def paused() -> Iterator[None]:
    """The same for what returns all the time: garbage that waits counts as no older after it.

    Each screen that closes is a cycle. Were it made old whenever the history is read, it would
    stay, since what is old is next to never looked through.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
