"""The bar of long work."""

import io

import pytest

from quiz.cli.bar import bar, line


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_short_work_draws_nothing():
    terminal, clock = Terminal(), Clock()
    with bar("Writing", terminal, clock) as advance:
        for done in range(10):
            advance(done, 10)
            clock.now += 0.02
    assert terminal.getvalue() == ""


def test_long_work_draws_now_and_then_and_leaves_nothing():
    terminal, clock = Terminal(), Clock()
    with bar("Writing", terminal, clock) as advance:
        for done in range(1000):
            advance(done, 1000)
            clock.now += 0.001
    drawings = terminal.getvalue().split("\r\x1b[K")
    assert 5 <= len(drawings) - 2 <= 7, "ten a second, after the first 0.4 seconds"
    assert "40% of 1,000" in drawings[1]
    assert drawings[-1] == ""


def test_no_terminal_no_bar():
    stream, clock = io.StringIO(), Clock()
    with bar("Writing", stream, clock) as advance:
        clock.now = 10
        advance(1, 2)
    assert stream.getvalue() == ""


def test_the_line_goes_when_work_fails():
    terminal, clock = Terminal(), Clock()

    def work():
        with bar("Writing", terminal, clock) as advance:
            clock.now = 10
            advance(1, 2)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        work()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("done", "of"), [(0, 0), (5, 3), (0, 7), (7, 7)])
@pytest.mark.parametrize("columns", [0, 1, 20, 80])
def test_the_line_fits(done, of, columns):
    assert len(line("Reading", done, of, columns)) <= max(0, columns - 1)
