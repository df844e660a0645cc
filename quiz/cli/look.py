"""The commands that look: `decks`, `stats`, `show`, `find`, and the history."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.cli import compose, out
from quiz.model import QuizError, Unusable, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.history import History
    from quiz.model import Card, Library
    from quiz.today import DeckRow


decks_arguments = stats_arguments = out.json_flag


def decks(args: argparse.Namespace) -> int:
    with (trainer := compose.trainer_of(args, reading=True, seeds=False)).history:
        rows = trainer.rows()
    if args.json:
        out.say_json({"decks": [_deck_data(row) for row in rows]})
        return 0
    if rows:
        head = ("Deck", "Title", "Cards", "Known", "Due", "New", "Test")
        out.say_table([head, *map(_deck_cells, rows)], right={2, 3, 4, 5, 6}, cut=1)
    else:
        print("There are no decks yet: `quiz new DECK` writes one to fill in.")
    out.name_problems(trainer.problems)
    return 0


def _deck_cells(row: DeckRow) -> tuple[str, ...]:
    test = f"{row.last_test.score}/{row.last_test.of}" if row.last_test else "-"
    counts = (row.cards, row.known, row.due, row.new)
    return (row.deck.slug, row.deck.title, *map(str, counts), test)


def _deck_data(row: DeckRow) -> dict[str, Any]:
    test = row.last_test
    return {
        "library": row.library.slug,
        "deck": row.deck.slug,
        "title": row.deck.title,
        "cards": row.cards,
        "known": row.known,
        "due": row.due,
        "new": row.new,
        "last_test": test and {"score": test.score, "of": test.of, "time": _iso(test.time)},
    }


def stats(args: argparse.Namespace) -> int:
    with (trainer := compose.trainer_of(args, reading=True)).history:
        figures = trainer.figures()
    if args.json:
        return out.say_json(figures.data())
    from quiz.progress import text

    out.say_lines(text(figures, _STATS_WIDTH))
    if not figures.answers:
        print("\n`quiz study` begins.")
    return 0


_STATS_WIDTH = 78


def _iso(milliseconds: int) -> str:
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="DECK/CARD, SOURCE:FACT, a source or a conflict")
    out.json_flag(parser)


def show(args: argparse.Namespace) -> int:
    from quiz import keys, show
    from quiz.references import References

    loaded = compose.libraries_of(args)
    if card := _card(loaded.libraries, args.id):
        library = next(lib for lib in loaded.libraries if lib.slug == card.identity.library)
        if args.json:
            data = {"identity": str(card.identity)} | keys.of_card(card)
            return out.say_json({"card": data})
        with (trainer := compose.trainer_of(args, reading=True)).history:
            return out.say_lines(show.card(card, References(library), trainer.log()))
    for library in loaded.libraries:
        references = References(library)
        if fact := references.facts.get(args.id):
            if args.json:
                return out.say_json({"fact": keys.of_fact(fact)})
            return out.say_lines(show.fact(fact, references))
        if source := references.sources.get(args.id):
            if args.json:
                return out.say_json({"source": keys.of_source(source)})
            return out.say_lines(show.source(source, references))
        for conflict in library.conflicts:
            if conflict.id == args.id:
                if args.json:
                    return out.say_json({"conflict": keys.of_conflict(conflict)})
                return out.say_lines(show.conflict(conflict, references))
    raise QuizError(_no_such(loaded.libraries, args.id))


def _no_such(libraries: Iterable[Library], name: str) -> str:
    """That nothing which `show` shows is called so, and what may have been meant."""
    from difflib import get_close_matches

    meant: dict[str, str] = {}
    for library in libraries:
        decks = [deck.slug for deck in library.decks]
        if name in (*decks, *(f"{library.slug}/{deck}" for deck in decks)):
            return f"{name!r} is a deck: `quiz take {name}` asks it; a card of it is {name}/CARD"
        meant |= {card.identity.card: card.identity.short for card in library.cards()}
        meant |= {called: called for called in ids(library)}
    near = get_close_matches(name, meant, 1)
    hint = f"did you mean {meant[near[0]]!r}?" if near else "`quiz find TEXT` searches"
    return f"there is no card, fact, source or conflict {name!r}: {hint}"


def ids(library: Library) -> Iterator[str]:
    """What `show` shows, by the names that it takes."""
    yield from (card.identity.short for card in library.cards())
    yield from (conflict.id for conflict in library.conflicts)
    for source in library.sources:
        yield source.slug
        yield from (fact.citation for fact in source.facts)


def _card(libraries: Iterable[Library], name: str) -> Card | None:
    """The one card of a name; where several have it, that which is called so today.

    Raises UsageError where that leaves several.
    """
    from quiz.references import find_cards

    found = find_cards(libraries, name)
    whole = name.partition("#")[0]
    found = [c for c in found if whole in (str(c.identity), c.identity.short)] or found
    if len(found) > 1:
        names = " or ".join(str(card.identity) for card in found)
        raise UsageError(f"several cards are called {name!r}: say {names}")
    return found[0] if found else None


def find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text",
        nargs="+",
        metavar="TEXT",
        help="what to look for, in any case and without accents; of several each must be there",
    )
    out.json_flag(parser)


def find(args: argparse.Namespace) -> int:
    from quiz.find import find

    found = find(compose.libraries_of(args).libraries, *args.text)
    lines = list(found.lines())
    if args.json:
        out.say_json(found.data())
    else:
        out.say_lines(lines or ["Nothing found."])
    return 0 if lines else 1


def history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("export", "merge", "undo"), help="what to do")
    parser.add_argument("file", nargs="?", metavar="FILE", help="JSON lines to merge")


_INSTEAD = {
    "export": "it prints, so write `quiz history export > FILE`",
    "undo": "it takes back the last answer",
}


def history(args: argparse.Namespace) -> int:
    from quiz.jsonlines import dump
    from quiz.settings import Settings

    if args.file and args.action != "merge":
        raise UsageError(f"{args.action} takes no FILE: {_INSTEAD[args.action]}")
    # Without libraries, and settings where they matter: though those cannot be used, what was
    # answered can be saved.
    settings = compose.settings_of(args) if args.action == "undo" else Settings()
    with compose.history_of(args, settings, reading=args.action != "merge") as history:
        match args.action:
            case "export":
                return out.say_data(dump(history.events()))
            case "merge":
                if not args.file:
                    raise UsageError("merge needs a FILE of JSON lines; see `quiz history --help`")
                _merge(args.file, history)
            case _:
                from quiz.trainer import Trainer

                review = Trainer((), (), settings, history).undo()
                if review is None:
                    raise QuizError("there is no answer to take back")
                out.say(f"Taken back: the answer to {review.card} of {review.day}.")
    return 0


def _merge(file: str, history: History) -> None:
    """Add the events of a file to a history, after a copy of what it held."""
    import json
    import sys

    from quiz.counted import counted
    from quiz.jsonlines import load

    with out.readable(Path(file)):
        data = Path(file).read_bytes()
        if data.startswith(b"SQLite format 3\0"):
            advice = "merge what `quiz history export --home FOLDER` prints where it is history.db"
            raise Unusable(f"{file} is a database: {advice}")
        text = data.decode(json.detect_encoding(data))  # UTF-16 where PowerShell wrote
    try:
        events = list(load(text.split("\n")))
        new = history.lacking(events)
    except ValueError as error:
        raise Unusable(f"{file}: {error}; nothing was merged") from error
    copy = f"; a copy from before: {history.backup()}" if new and history.mark() else "."
    out.say(f"Merged {counted(history.add(new), 'new event')} of {len(events)}{copy}")
    horizon = history.horizon()
    if ahead := [event.day for event in new if event.time > horizon]:
        print(
            f"quiz: stamped more than a day ahead of this clock: {len(ahead)} of these, the last"
            f" on {max(ahead)}; what was answered there comes due only after its day, and"
            " `quiz history undo` passes it over",
            file=sys.stderr,
        )
