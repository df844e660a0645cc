"""The page of progress: figures as lines of text that say all without colour. Pure.

A line is made of spans, each a text and its role, so that a screen may add colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from quiz.cells import cut
from quiz.cells import width as width_of
from quiz.counted import counted
from quiz.markdown import plain
from quiz.stats import Figures, Mastery

SHADES = "·▁▃▅▇"
"""No answer on a day, then ever more."""

KNOWN, LEARNING, NEW = "━", "╌", "·"
"""The parts of a bar of mastery."""

Span = tuple[str, str]
"""A text and its role: empty, `strong`, `muted`, `accent`, or `shade-0` to `shade-4`."""
Line = tuple[Span, ...]

_BAR = 40
_SHORT_BAR = 16
"""Cells of a bar, and of one of three parts."""
_WEEKS = 26
_MONTHS = 6
_MOST = 12
"""Tags that are shown."""
_NARROWEST = 48
"""Columns that the page takes at least; a narrower window shows a part of it."""


class Section(NamedTuple):
    """A block of the page under its title."""

    title: str
    lines: Sequence[Line]


def page(figures: Figures, width: int) -> list[Section]:
    """The blocks that have something to say, in lines of at most `width` columns, or 48."""
    width = max(width, _NARROWEST)
    of_cards = [("Decks", figures.decks)]
    if figures.answers:
        of_cards += [("Tags", figures.tags), ("Sources", figures.sources)]
    sections = [
        Section("So far", _summary(figures)),
        Section("Answers a day", _calendar(figures, width)),
        Section("Due in the coming days", _due(figures, width)),
        Section(f"Recalled when asked again (target {_percent(figures.target)})",
                _retention(figures, width)),
        Section("Time in the last seven days", _time(figures, width)),
        *(Section(title, _mastery(of, width)) for title, of in of_cards),
        Section("Hardest cards, by how often forgotten", [
            line for hard in figures.hardest for line in _item(hard.lapses, hard.prompt, "", width)
        ]),
        Section("Wrong options chosen", [
            line for wrong in figures.wrong
            for line in _item(wrong.times, wrong.option, wrong.prompt, width)
        ]),
    ]  # fmt: skip
    return [section for section in sections if section.lines]


def text(figures: Figures, width: int) -> Iterable[str]:
    """The page as plain lines."""
    for n, section in enumerate(page(figures, width)):
        if n:
            yield ""
        yield section.title
        for line in section.lines:
            yield "".join(part for part, _ in line).rstrip()


def _summary(figures: Figures) -> list[Line]:
    if not figures.answers:
        return [(("Nothing is answered yet.", ""),)]
    days, cards = figures.streak, figures.cards
    total = sum(figures.answers.values())
    spent = sum(figures.seconds.values())
    each = f"{spent / total:.0f} s each"
    return [
        ((counted(days, "day"), "strong"), (" in a row", "")),
        ((f"{cards.known} known", "strong"), (f", {cards.learning} learning, {cards.new} new", "")),
        ((_duration(spent), "strong"), (f" on {counted(total, 'answer')}, {each}", "")),
    ]


# -- days ---------------------------------------------------------------------------------


def _calendar(figures: Figures, width: int) -> list[Line]:
    """A column for each week up to this one, a row for each day of the week."""
    if not figures.answers:
        return []
    label = 5
    weeks = min(_WEEKS, (width - label) // 2)
    monday = figures.today - timedelta(days=figures.today.weekday(), weeks=weeks - 1)
    shown = [count for day, count in figures.answers.items() if day >= monday]
    step = max(1, round(median(shown) / 2)) if shown else 1

    def cell(day: date) -> Span:
        if day > figures.today:
            return "  ", ""
        shade = min(4, -(-figures.answers.get(day, 0) // step))
        return f"{SHADES[shade]} ", f"shade-{shade}"

    rows: list[Line] = [((" " * label + _months(monday, weeks), "muted"),)]
    for weekday, name in enumerate(("Mon", "", "Wed", "", "Fri", "", "Sun")):
        cells = (cell(monday + timedelta(days=weekday, weeks=week)) for week in range(weeks))
        rows.append(((f"{name:<{label}}", "muted"), *cells))
    return [*rows, (("", ""),), ((" " * label, ""), *_legend(step))]


def _months(monday: date, weeks: int) -> str:
    """The names of the months, each above the first week that begins in it."""
    text = ""
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        if day.day <= 7 and len(text) <= 2 * week and week < weeks - 1:
            text = f"{text:<{2 * week}}{day:%b} "
    return text


def _legend(step: int) -> Line:
    spans: list[Span] = []
    for shade, said in enumerate(["none", *(f"{n * step + 1}+" for n in range(4))]):
        spans += [(SHADES[shade], f"shade-{shade}"), (f" {said}  ", "muted")]
    return tuple(spans)


def _due(figures: Figures, width: int) -> list[Line]:
    if not any(figures.due):
        return []
    days = [figures.today + timedelta(days=n) for n in range(len(figures.due))]
    names = ["today", *map(_day, days[1:])]
    return _bars([(name, n, (str(n),)) for name, n in zip(names, figures.due, strict=True)], width)


def _time(figures: Figures, width: int) -> list[Line]:
    days = [figures.today - timedelta(days=n) for n in range(6, -1, -1)]
    spent = [figures.seconds.get(day, 0.0) for day in days]
    if not any(spent):
        return []
    names = [*map(_day, days[:-1]), "today"]
    answers = [str(figures.answers.get(day, 0)) for day in days]
    rows = [
        (name, seconds, (_duration(seconds) if seconds else "-", f" {said}", "answers"))
        for name, seconds, said in zip(names, spent, answers, strict=True)
    ]
    return _bars(rows, width)


def _bars(rows: Sequence[tuple[str, float, tuple[str, ...]]], width: int) -> list[Line]:
    """Name, figures and bar of each row; the longest bar fills the room."""
    most = max(value for _, value, _ in rows)
    label = max(len(name) for name, _, _ in rows) + 1
    widths = [max(map(len, column)) for column in zip(*(said for *_, said in rows), strict=True)]
    room = min(_BAR, width - label - sum(widths) - len(widths) - 2)
    lines: list[Line] = []
    for name, value, said in rows:
        figures = "".join(f" {text:>{wide}}" for text, wide in zip(said, widths, strict=True))
        bar = KNOWN * max(round(room * value / most), bool(value))
        lines.append(((f"{name:<{label}}", "muted"), (f"{figures}  ", ""), (bar, "accent")))
    return lines


def _day(day: date) -> str:
    return f"{day:%a} {day.day:>2} {day:%b}"


# -- recall -------------------------------------------------------------------------------


def _retention(figures: Figures, width: int) -> list[Line]:
    """A bar for each month, with a stroke where the target is."""
    months = figures.retention[-_MONTHS:]
    counts = [f"{month.recalled} of {month.asked}" for month in months]
    wide = max(map(len, counts), default=0)
    room = min(_BAR, width - 20 - wide)
    mark = round(room * figures.target)
    lines: list[Line] = []
    for month, count in zip(months, counts, strict=True):
        share = month.recalled / month.asked
        name = date.fromisoformat(f"{month.period}-01").strftime("%b %Y")
        bar = f"{KNOWN * round(room * share):<{room}}"
        lines.append((
            (f"{name}  ", "muted"), (f"{_percent(share):>5}", ""),
            (f"  {count:>{wide}}  ", "muted"),
            (bar[:mark], "accent"), ("│", "strong"), (bar[mark:], "accent"),
        ))  # fmt: skip
    return lines


def _mastery(of: Sequence[Mastery], width: int) -> list[Line]:
    """A bar of three parts for each, with its counts."""
    if not of:
        return []
    shown = of[:_MOST] if len(of) > _MOST + 1 else of
    counts = [(one.known, one.learning, one.new) for one in shown]
    heads = (f"{KNOWN} known", f"{LEARNING} learning", f"{NEW} new")
    columns = sum(len(head) + 2 for head in heads)
    bar = _SHORT_BAR if width >= 70 else 0
    titles = [_flat(one.title) for one in shown]
    label = min(max(map(width_of, titles)), width - columns - bar - 2 * bool(bar))
    blank = " " * (label + bar + 2 * bool(bar))
    lines: list[Line] = [((blank + "".join(f"  {head}" for head in heads), "muted"),)]
    for title, three in zip((cut(title, label) for title in titles), counts, strict=True):
        known, learning, new = _parts(bar, three)
        figures = "".join(f"  {n:>{len(head)}}" for n, head in zip(three, heads, strict=True))
        space = " " * (label - width_of(title) + 2 * bool(bar))
        lines.append((
            (title + space, ""),
            (KNOWN * known, "accent"), (LEARNING * learning, "accent"), (NEW * new, "muted"),
            (figures, ""),
        ))  # fmt: skip
    if len(shown) < len(of):
        lines.append(((f"and {len(of) - len(shown)} more", "muted"),))
    return lines


def _parts(cells: int, counts: Sequence[int]) -> list[int]:
    """The cells of a bar in proportion to the counts; together they fill it."""
    ends = [round(cells * end / sum(counts)) for end in accumulate(counts)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _item(times: int, said: str, of: str, width: int) -> list[Line]:
    label = f"{_times(times):>9}  "
    room = width - len(label)
    lines: list[Line] = [((label, "muted"), (cut(_flat(said), room), ""))]
    if of:
        lines.append(((" " * len(label) + cut(_flat(of), room), "muted"),))
    return lines


def _flat(text: str) -> str:
    """Card text on one line."""
    return " ".join(plain(text).split())


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
