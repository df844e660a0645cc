"""The commands that ask: the app, `take` and `study`."""

from __future__ import annotations

import argparse
import gc
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quiz.choosing import find
from quiz.cli import compose, out
from quiz.model import UsageError

if TYPE_CHECKING:
    from quiz.sitting import Sitting, Wish
    from quiz.trainer import Trainer


def app(args: argparse.Namespace) -> int:
    _prepare_screen("`quiz take --plain` asks without a screen")
    from quiz.tui.app import QuizApp

    quiz = QuizApp(compose.trainer_of(args))
    quiz.run()
    if quiz.sitting and quiz.sitting.ended is None and not quiz.sitting.wish.cards:
        key = "Enter" if quiz.sitting.wish.mode == "study" else "t"
        _tell(quiz.sitting, f"{key} on the home")
    return 0


def _prepare_screen(instead: str) -> None:
    """See that there is a terminal, and start fast: the app turns the collector on again with
    its first frame. Raises UsageError."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(f"the app needs a terminal: {instead}")
    gc.disable()


def take_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deck", nargs="*", metavar="DECK", help="decks to draw from (else all)")
    parser.add_argument("-n", type=_count, metavar="N", help="how many cards (else 10)")
    parser.add_argument("--tag", default="", help="only cards with this tag")
    parser.add_argument("--form", choices=_forms(), help="only questions of this form")
    parser.add_argument("--minutes", type=_minutes, metavar="M", help="end after so many minutes")
    parser.add_argument(
        "--feedback", choices=("now", "end"), default="now", help="verdicts at once, or at the end"
    )
    parser.add_argument("--seed", type=int, metavar="S", help="the same seed draws the same test")
    parser.add_argument("--plain", action="store_true", help="line by line, without a screen")


def _forms() -> list[str]:
    from quiz.model import Form

    return [form.value for form in Form]


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 9999:
        raise argparse.ArgumentTypeError(f"{text!r} is no count from 1 to 9999")
    return int(text)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 1440:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes up to 1440")
    return minutes


def take(args: argparse.Namespace) -> int:
    if not args.plain:
        _prepare_screen("add --plain to be asked line by line")
    from quiz.model import Form
    from quiz.sitting import Wish

    trainer = compose.trainer_of(args)
    wish = Wish(
        decks=_deck_names(trainer, args.deck),
        count=args.n or trainer.settings.test_cards,
        tag=args.tag,
        form=Form(args.form) if args.form else None,
        minutes=args.minutes,
        feedback=args.feedback,
        seed=args.seed,
    )
    nothing = "There is no card to ask: `quiz decks` lists what there is."
    return _sit(trainer, wish, plain=args.plain, nothing=nothing)


def study_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deck", nargs="*", metavar="DECK", help="decks to study (else all)")
    parser.add_argument("--new", type=_new_count, metavar="N", help="new cards (else 10 a day)")
    parser.add_argument("--minutes", type=_minutes, metavar="M", help="end after so many minutes")
    parser.add_argument("--tag", default="", help="only cards with this tag")
    parser.add_argument("--plain", action="store_true", help="line by line, without a screen")


def _new_count(text: str) -> int:
    return 0 if text == "0" else _count(text)


def study(args: argparse.Namespace) -> int:
    if not args.plain:
        _prepare_screen("add --plain to be asked line by line")
    from quiz.model import Mode
    from quiz.sitting import Wish

    trainer = compose.trainer_of(args)
    wish = Wish(
        mode=Mode.STUDY,
        decks=_deck_names(trainer, args.deck),
        new=args.new,
        tag=args.tag,
        minutes=args.minutes,
    )
    nothing = "Nothing is due today. `quiz take` tests you meanwhile."
    return _sit(trainer, wish, plain=args.plain, nothing=nothing)


def _sit(trainer: Trainer, wish: Wish, *, plain: bool, nothing: str) -> int:
    if wish.tag and not wish.wanted(trainer.libraries):
        raise UsageError(f"no card has the tag {wish.tag!r}")
    with trainer.history:
        sitting = trainer.sit(wish)
        if sitting is None:
            print(nothing)
            out.name_problems(trainer.problems)
            return 0 if wish.mode == "study" else 1
        notice = "" if sitting.resumed or wish.mode == "study" else _beside(trainer, wish)
        if plain:
            from quiz.plain import Plain, line_by_line

            stdin: Any = sys.stdin
            Plain(
                sitting,
                trainer.references,
                line_by_line(stdin),
                sys.stdout,
                trainer.gain,
                trainer.asks_again,
                notice,
            ).run()
        else:
            from quiz.tui.app import QuizApp

            QuizApp(trainer, sitting, notice).run()
            _tell(sitting, "the same command")
        out.name_problems(trainer.problems)
    return 0


def _beside(trainer: Trainer, wish: Wish) -> str:
    """The latest test of another wish that is not over, and the command that goes on with it."""
    from quiz.sitting import Wish

    log = trainer.log()
    left = [event for uuid, event in log.begun.items() if uuid not in log.ended]
    if len(left) < 2:  # the new one is among them
        return ""
    answered = {review.session for review in log.reviews}
    decks = {
        f"{library.slug}/{deck.slug}" for library in trainer.libraries for deck in library.decks
    }
    for begun in reversed(left):
        data: Any = begun.data["wish"]
        other = Wish.of(data) if begun.uuid in answered else None
        if other is None or other == wish or other.mode == "study" or other.cards:
            continue
        if not (decks.issuperset(other.decks) and other.wanted(trainer.libraries)):
            continue  # its decks or its tag have gone: `take` would refuse them
        for done, total in trainer.unfinished([other]).values():
            command = _command(trainer, other)
            return f"A test is unfinished, {done} of {total} answered: `{command}` goes on with it."
    return ""


def _command(trainer: Trainer, wish: Wish) -> str:
    """What to type for the test of a wish."""
    import shlex

    slugs = Counter(deck.slug for library in trainer.libraries for deck in library.decks)
    words = ["quiz", "take"]
    for name in wish.decks:
        slug = name.rpartition("/")[2]
        words.append(slug if slugs[slug] == 1 else name)
    options = {
        "-n": wish.count if wish.count != trainer.settings.test_cards else None,
        "--tag": wish.tag,
        "--form": wish.form,
        "--minutes": str(wish.minutes).removesuffix(".0") if wish.minutes else None,
        "--feedback": wish.feedback if wish.feedback != "now" else None,
        "--seed": wish.seed,
    }
    for option, value in options.items():
        if value not in (None, ""):
            apart = not str(value).startswith("-")  # else it would be taken for an option
            words += [option, str(value)] if apart else [f"{option}={value}"]
    return shlex.join(words)


def _tell(sitting: Sitting, goes_on: str) -> None:
    """The score of a test; how far a sitting came that is not over, and what goes on with it."""
    session = sitting.session
    score = f"{session.score}/{len(session.firsts)}"
    if not session.answers:
        return
    if sitting.ended is None:
        done = f"Done so far: {session.settled} of {len(session.plan)}"
        told = f"Score so far: {score}" if session.mode == "test" else done
        print(f"{told}; {goes_on} goes on.")
    elif session.mode == "test":
        print(f"Score: {score}")


def _deck_names(trainer: Trainer, given: Sequence[str]) -> tuple[str, ...]:
    found = (find(trainer.libraries, name) for name in given)
    return tuple(f"{library.slug}/{deck.slug}" for library, deck in found)
