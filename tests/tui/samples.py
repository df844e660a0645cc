"""A small library in Python: every card type, a conflict, hostile and long texts."""

from __future__ import annotations

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
    Name,
    Pair,
    Place,
    Problem,
    Severity,
    Source,
    Standing,
)

HOSTILE = "[b]x[/b] dict[str, int] a<b {{c1:: $5 and $6 \u202egnp.exe\u202c \x1b[31mred 彭德怀"
"""Every text that could act somewhere, in one."""

HARMLESS = "[b]x[/b] dict[str, int] a<b {{c1:: $5 and $6 gnp.exe [31mred 彭德怀"
"""The same as a screen must show it."""

LONG_CJK = (
    "彭德怀元帅于一九五〇年十月率领中国人民志愿军跨过鸭绿江。"
    * 6
    + "Marshal Peng Dehuai led the People's Volunteer Army across the river in October 1950, "
    "and over the following nine months his armies fought five great campaigns against the "
    "forces of the United Nations. In which month did the first of them begin?"
)


def _card(name: str, prompt: str, kind: CardType = CardType.SHORT_ANSWER, **rest: object) -> Card:
    identity = Identity("war", "volunteers", name)
    return Card(identity=identity, prompt=prompt, type=kind, **rest)  # type: ignore[arg-type]


CROSSING = _card(
    "crossing",
    "On what day did the People's Volunteer Army begin to cross the Yalu?",
    CardType.DATE,
    answer="19 October 1950",
    distractors=(
        Distractor("1 October 1950", "On that day Mao decided to send troops."),
        Distractor("25 October 1950", "That was the first clash with UN forces, six days later."),
    ),
    hint="The same day that Pyongyang fell.",
    explanation="Regiments crossed on the day UN troops took the northern capital.",
    sources=("alpha:31b",),
    about=("diplomat:4a",),
)
TYPED = _card(
    "commander",
    "Who commanded the Volunteers in the field?",
    answer="Peng Dehuai",
    accept=("Marshal Peng",),
    hint="A marshal from Hunan.",
    explanation="Lin Biao had declined the command on grounds of health.",
    sources=("alpha:20a",),
)
NUMBER = _card(
    "strength",
    "About how many men had crossed by the end of November?",
    CardType.NUMBER,
    answer="300,000",
    unit="men",
    within="20%",
    sources=("alpha:33a",),
)
CHOICE = _card(
    "motive",
    "What did Beijing give as its main reason?",
    CardType.CHOICE,
    answer="To defend the homeland and a neighbour",
    distractors=(
        Distractor("To win back Taiwan", "Taiwan was put off because of the war."),
        Distractor("To repay a Soviet loan"),
    ),
    sources=("alpha:20a",),
)
SELECT = _card(
    "objectors",
    "Who spoke against going to war at first?",
    CardType.SELECT,
    answers=("Lin Biao", "Zhou Enlai"),
    distractors=(Distractor("Mao Zedong", "He pressed for it."), Distractor("Peng Dehuai")),
    explanation="The doubters pointed to a ruined economy.",
    sources=("alpha:20a",),
)
TRUE_FALSE = _card(
    "surprise",
    "The crossing was noticed at once by American reconnaissance.",
    CardType.TRUE_FALSE,
    answer="false",
    explanation="Troops marched by night and hid by day.",
    sources=("alpha:33a",),
)
CLOZE = _card(
    "gap",
    "{{c1::Zhou Enlai::premier}} warned through {{c2::India}} that China *would* not stand by.",
    CardType.CLOZE,
    explanation="Panikkar, the ambassador, passed it on.",
    sources=("alpha:20a",),
)
ORDER = _card(
    "course",
    "Put these in order, earliest first.",
    CardType.ORDER,
    items=(
        Item("Inchon landing", "15 September"),
        Item("Fall of Pyongyang", "19 October"),
        Item("First clash", "25 October"),
        Item("Chosin", "27 November"),
    ),
    sources=("alpha:31b", "alpha:33a"),
)
MATCH = _card(
    "roles",
    "Match each person to the post held.",
    CardType.MATCH,
    pairs=(
        Pair("Peng Dehuai", "commander of the Volunteers"),
        Pair("Zhou Enlai", "premier"),
        Pair("Douglas MacArthur", "UN commander"),
    ),
    sources=("alpha:20a",),
)
OPEN = _card(
    "why",
    "Why did the first offensive succeed?",
    CardType.OPEN,
    answer="Its size was not seen, it struck between the columns, and it broke off in time.",
    points=("surprise", "the gap between the UN columns", "breaking off before supplies ran out"),
    sources=("alpha:33a",),
)
IMAGE = _card(
    "map",
    "Which river is marked on the map?",
    answer="the Yalu",
    image="map.png",
    alt="A map of the border with one river in red.",
    sources=("alpha:31b",),
)
LONG = _card(
    "long",
    LONG_CJK,
    CardType.CHOICE,
    answer="October 1950",
    distractors=(Distractor("十一月 1950"), Distractor("December 1950 " * 8)),
    sources=("alpha:31b",),
)

VOLUNTEERS = Deck(
    "volunteers",
    "China enters the war",
    (CROSSING, TYPED, NUMBER, CHOICE, SELECT, TRUE_FALSE, CLOZE, ORDER, MATCH, OPEN, IMAGE, LONG),
    description="Why and how the Volunteers went to Korea, June to November 1950.",
    order=1,
)

ALPHA = Source(
    slug="alpha",
    title="Alpha History",
    document="alpha.txt",
    sha256="0" * 64,
    assessment="A teaching site; sound on dates, brief on motives.",
    url="https://example.org/korea",
    authors=("J. Llewellyn",),
    published="2018",
    facts=(
        Fact("alpha", "20a", "Peng Dehuai was given the command after Lin Biao declined."),
        Fact("alpha", "31b", "The Volunteers began to cross the Yalu on 19 October 1950.",
             section="Battle at Yalu River", core=True),
        Fact("alpha", "33a", "Some 300,000 men had crossed unseen by the end of November.",
             standing=Standing.DISPUTED, note="Estimates run from 200,000 to 380,000."),
    ),
)  # fmt: skip
DIPLOMAT = Source(
    slug="diplomat",
    title="The Diplomat",
    document="diplomat.txt",
    sha256="1" * 64,
    assessment="A magazine article; careless with dates.",
    facts=(
        Fact("diplomat", "4a", "The crossing began on 1 October 1950.",
             standing=Standing.MISTAKEN, note="That is the day of Mao's decision."),
    ),
)  # fmt: skip

CONFLICT = Conflict(
    id="crossing-day",
    question="When did the crossing begin?",
    claims=(
        Claim("1 October 1950", ("diplomat:4a",), Standing.MISTAKEN),
        Claim("19 October 1950", ("alpha:31b",), Standing.SOUND),
    ),
    verdict="19 October, certain: Chinese and American records agree.",
)

NAMES = (
    Name("peng-dehuai", "Peng Dehuai", "person", ("P'eng Te-huai", "彭德怀"), ("Peng Zhen",),
         "Commander of the Volunteers, later minister of defence."),
)  # fmt: skip

LIBRARY = Library(
    slug="war",
    title="The Korean War",
    root=Path("war"),
    decks=(
        VOLUNTEERS,
        Deck("roots", "Roots of the war: Korea between the empires, 1894 to 1950", (
            Card(identity=Identity("war", "roots", "line"), prompt="Which parallel divided Korea?",
                 answer="the 38th", sources=("alpha:20a",)),
        ), order=2),
    ),
    sources=(ALPHA, DIPLOMAT),
    conflicts=(CONFLICT,),
    names=NAMES,
    sourced=True,
)  # fmt: skip

EMPTY = Library("war", "The Korean War", Path("war"))

PROBLEMS = (
    Problem(Place("decks/a.yaml", 3, 1), "sources", "cites nothing", "a"),
    Problem(Place("decks/a.yaml", 9, 1), "sources", "cites nothing", "b"),
    Problem(Place("decks/a.yaml", 9, 4), "style", "ends in a space", "c", Severity.WARNING),
)


DECK = """\
deck: volunteers
title: China enters the war
cards:
- id: commander
  question: Who commanded?
  answer: Peng Dehuai
  reject: [lin-biao]
"""
"""A deck as a file holds it."""


def hostile_library() -> Library:
    """One card of each form with every text hostile."""
    h = HOSTILE

    def card(name: str, kind: CardType, **rest: object) -> Card:
        return Card(identity=Identity("evil", "deck", name), type=kind, prompt=f"{name} {h}",
                    hint=h, explanation=h, note=h, sources=("src:1a",), outside=(h,),
                    **rest)  # type: ignore[arg-type]  # fmt: skip

    wrong = (Distractor(f"w {h}", h), Distractor(f"v {h}", h))
    deck = Deck("deck", h, (
        card("choice", CardType.CHOICE, answer=h, distractors=wrong, image="x.png", alt=h),
        card("typed", CardType.SHORT_ANSWER, answer=h, unit=h),
        card("select", CardType.SELECT, answers=(h,), distractors=wrong),
        card("truth", CardType.TRUE_FALSE, answer="true"),
        Card(identity=Identity("evil", "deck", "cloze"), type=CardType.CLOZE, hint=h,
             prompt="{{c1::[b]x[/b]::[i]hint[/i] \u202e\x1b[1m}} a<b $5 and $6 彭德怀",
             explanation=h, sources=("src:1a",)),
        card("order", CardType.ORDER, items=(Item(f"a {h}", h), Item(f"b {h}", h), Item(h, h))),
        card("match", CardType.MATCH,
             pairs=(Pair(f"a {h}", f"1 {h}"), Pair(f"b {h}", f"2 {h}"), Pair(h, h))),
        card("open", CardType.OPEN, answer=h, points=(f"p {h}", f"q {h}")),
    ), description=h)  # fmt: skip
    source = Source("src", h, "x.txt", "0" * 64, h, (
        Fact("src", "1a", h, section=h, standing=Standing.DISPUTED, note=h),
    ), authors=(h,), publisher=h, published=h, url=h, rights=h)  # fmt: skip
    conflict = Conflict("c", h, (Claim(h, ("src:1a",), Standing.DISPUTED),
                                 Claim(f"w {h}", (), Standing.MISTAKEN)), h, (h,))  # fmt: skip
    return Library("evil", h, Path("evil"), (deck,), sources=(source,), conflicts=(conflict,),
                   names=(Name("n", h, h, (h,), (h,), h),), sourced=True)  # fmt: skip
