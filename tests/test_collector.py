"""The collector of garbage is left as it was found, however what it waits for ends."""

import gc
import weakref
from contextlib import suppress

import pytest

from quiz.collector import collector_off, paused


@pytest.fixture(autouse=True)
def collecting():
    """It is on, but begins nothing by itself."""
    was_on, thresholds = gc.isenabled(), gc.get_threshold()
    gc.enable()
    gc.set_threshold(0)
    yield
    gc.set_threshold(*thresholds)
    (gc.enable if was_on else gc.disable)()


@pytest.mark.parametrize("off", [collector_off, paused])
def test_it_is_off_within_and_as_it_was_after(off):
    with off():
        with off():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with suppress(ValueError), off():
        raise ValueError
    assert gc.isenabled()
    gc.disable()
    with off():
        pass
    assert not gc.isenabled()


class Screen:
    """Refers to itself, as those of the app do."""

    def __init__(self):
        self.itself = self


def test_what_is_garbage_before_a_pause_is_young_after_it():
    gone = weakref.ref(Screen())
    with paused():
        pass
    gc.collect(0)
    assert gone() is None


def test_what_was_made_without_it_is_old_after():
    with collector_off():
        kept = weakref.ref(Screen())
    gc.collect(0)
    assert kept() is not None
    gc.collect()
    assert kept() is None
