"""A library with each type of card."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quiz.model import (
    Card,
    CardType,
    Claim,
    Conflict,
    Deck,
    Distractor,
    Fact,
    Identity,
    Item,
    Library,
    Pair,
    Source,
    Standing,
)

TIME = 1_700_000_000
"""A time of export that lies in the past."""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc00000030101006b7c58150000000049454e44ae426082"
)


def identity(card: str, deck: str = "landing", library: str = "first-landing") -> Identity:
    return Identity(library, deck, card)


def source() -> Source:
    facts = (
        ("3a", "The lunar module Eagle landed.", "The descent", Standing.SOUND, True),
        ("4a", "About 45 seconds of fuel were left.", "The descent", Standing.DISPUTED, False),
        ("5a", "Margaret Hamilton led the team.", "", Standing.SOUND, False),
    )
    return Source(
        slug="mission-report",
        title="Mission Report",
        document="report.txt",
        sha256="0" * 64,
        assessment="Official, sober.",
        url="https://example.org/report?a=1&b=2",
        facts=tuple(
            Fact("mission-report", name, text, section=section, standing=standing, core=core)
            for name, text, section, standing, core in facts
        ),
    )


def magazine() -> Source:
    fact = Fact("magazine", "2a", "Eagle landed on 21 July.", standing=Standing.MISTAKEN)
    return Source(
        slug="magazine",
        title="What the Moon *Proved*",
        document="essay.txt",
        sha256="0" * 64,
        assessment="Careless with dates.",
        facts=(fact,),
        url="javascript:alert(1)",
    )


CONFLICT = Conflict(
    "landing-day",
    "On what day (UTC) did Eagle land?",
    (
        Claim("20 July 1969", ("mission-report:3a",), Standing.SOUND),
        Claim("21 July 1969", ("magazine:2a",), Standing.MISTAKEN),
    ),
    "20 July, certain; the essay gives the day of the first step.",
    ("Any tracking record of the descent.",),
)


def cards() -> tuple[Card, ...]:
    """One of each type, with all that such a card can have."""
    rests = ("mission-report:3a",)
    return (
        Card(
            identity=identity("landing-date"),
            type=CardType.DATE,
            prompt="On what day (UTC) did *Eagle* touch down?",
            answer="20 July 1969",
            accept=("the twentieth of July 1969",),
            precision="day",
            distractors=(
                Distractor("16 July 1969", "That was the launch, four days before."),
                Distractor("21 July 1969", "That was the first step."),
            ),
            hint="Four days after the launch.",
            explanation="Touchdown came at 20:17 UTC; the first step followed six hours later.",
            sources=rests,
            tags=("apollo", "core"),
            corrected="2026-11-22",
            note="Compare with the later missions.",
        ),
        Card(
            identity=identity("descent-fuel"),
            type=CardType.NUMBER,
            prompt="For how long could the descent engine still have run at touchdown?",
            answer="45",
            unit="seconds",
            range="40 to 50",
            explanation="The call of the moment was lower, because the sensor read too little.",
            sources=("mission-report:4a",),
        ),
        Card(
            identity=identity("programmer"),
            prompt="Who led the team that wrote the onboard flight software?",
            answer="Margaret Hamilton",
            accept=("Hamilton",),
            reject=("Katherine Johnson",),
            distractors=(Distractor("Dorothy Vaughan", "She led the West Area computers."),),
            sources=("mission-report:5a",),
        ),
        Card(
            identity=identity("alarm"),
            type=CardType.CHOICE,
            prompt="What did the 1202 alarms during the descent mean?",
            answer="The computer had more work than time and dropped the less urgent part",
            distractors=(
                Distractor(
                    "The landing radar had lost the surface and needed a restart by hand",
                    "The radar worked; it was one of the things that added load.",
                ),
                Distractor(
                    "The cabin pressure had fallen below the limit set for the descent",
                    "No alarm of the computer watched cabin pressure.",
                ),
            ),
            hint="It kept steering.",
            explanation="Unneeded pulses from the rendezvous radar stole its time.",
            sources=("mission-report:5a",),
        ),
        Card(
            identity=identity("left"),
            type=CardType.SELECT,
            prompt="Which of these did the crew leave on the surface?",
            answers=("a laser reflector", "a seismometer"),
            distractors=(
                Distractor("a rover", "Rovers came with Apollo 15."),
                Distractor("a nuclear generator"),
            ),
            sources=rests,
        ),
        Card(
            identity=identity("all-landed"),
            type=CardType.TRUE_FALSE,
            prompt="Every member of the crew walked on the Moon.",
            answer="false",
            explanation="Michael Collins stayed in orbit in the command module.",
            sources=rests,
        ),
        Card(
            identity=identity("crew"),
            type=CardType.CLOZE,
            prompt="{{c1::Neil Armstrong::commander}} and {{c2::Buzz *Aldrin*}} landed in *Eagle* "
            "while Michael Collins stayed in *Columbia*.",
            hint="Two in the lander.",
            explanation="One stayed in the craft that would bring all three home.",
            sources=rests,
        ),
        Card(
            identity=identity("flight-order"),
            type=CardType.ORDER,
            prompt="In what order did these happen?",
            items=(
                Item("Launch", "16 July"),
                Item("Touchdown", "20 July"),
                Item("First step", "21 July (UTC)"),
                Item("Splashdown", "24 July"),
            ),
            sources=rests,
        ),
        Card(
            identity=identity("who-did-what"),
            type=CardType.MATCH,
            prompt="Who did what?",
            pairs=(
                Pair("Michael Collins", "flew the command module"),
                Pair("Gene Kranz", "led the flight team during the descent"),
                Pair("Steve Bales", "gave 'go' on the alarms"),
            ),
            sources=rests,
        ),
        Card(
            identity=identity("why-go-on"),
            type=CardType.OPEN,
            prompt="Why could flight control let the landing go on in spite of the alarms?",
            answer="The computer shed low-priority work by design, guidance itself kept running, "
            "and the alarms came only now and then.",
            points=(
                "the overload was handled by design",
                "guidance and steering were unaffected",
                "the alarms were not continuous",
            ),
            sources=rests,
            image="map.png",
            alt='The "Sea" of Tranquillity',
            outside=("*Digital Apollo*, chapter 9",),
        ),
        Card(
            identity=identity("view"),
            prompt="what did the first step prove?",
            answer="That good management decided the race",
            according_to="magazine",
            about=("magazine:2a",),
            outside=("none",),
        ),
        Card(
            identity=identity("old"),
            prompt="How many orbits did *Columbia* make?",
            answer="30",
            retired=True,
            outside=("none",),
        ),
    )


def library(
    root: Path, *, slug: str = "first-landing", title: str = "The First Landing"
) -> Library:
    """A library whose decks lie under `root`, with the picture that one of its cards shows."""
    (root / "decks").mkdir(parents=True, exist_ok=True)
    (root / "decks" / "map.png").write_bytes(PIXEL)
    return Library(
        slug=slug,
        title=title,
        root=root,
        language="en",
        authors=("a teacher",),
        licence="CC0-1.0",
        sources=(source(), magazine()),
        conflicts=(CONFLICT,),
        sourced=True,
        decks=(
            Deck(
                "landing",
                "Down to the surface",
                tuple(
                    replace(c, identity=identity(c.identity.card, library=slug)) for c in cards()
                ),
                description="From launch to *splashdown*, July 1969.",
                tags=("apollo",),
            ),
        ),
    )
