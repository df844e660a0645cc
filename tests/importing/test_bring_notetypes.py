"""What becomes of each kind of note, written by Anki itself in each of its formats."""

import pytest
from importing_make import PIXEL, filed, imported, notetype, through_anki, whole_collection

from quiz import keys
from quiz.library import load_library

ALL_IN_ONE = "Question|Title|QType (0=kprim,1=mc,2=sc)|Q_1|Q_2|Q_3|Q_4|Q_5|Answers|Sources|Extra 1"
WORD = (
    '<p class="MsoNormal" style="margin:0cm"><span style="font-family:&quot;Calibri&quot;">From'
    "&nbsp;Word:&nbsp; who?<o:p></o:p></span></p><!--[if gte mso 9]><xml><w:W></w:W></xml>"
    "<![endif]--><!--StartFragment-->"
)


def fill(folder):
    def put(collection):
        (folder / "a.png").write_bytes(PIXEL)
        picture = collection.media.add_file(str(folder / "a.png"))

        def basic(front, back, deck="Zoo"):
            filed(collection, "Basic", deck, front, back)

        basic("<div>Who led the <b>Volunteers</b>?</div>", "Peng Dehuai&nbsp;")
        basic("Causes", "<ul><li>Border<ul><li>38th</li></ul></li><li>Cold War</li></ul>")
        basic("Rows", "<table><tr><td>1950</td><td>War<br>begins</td></tr><tr><td>1953</td>"
              "<td>truce</td></tr></table>")  # fmt: skip
        basic("Line one<div>line two</div><div><br></div><div>line three?</div>", "x")
        basic(WORD, '<span style="color:red">Mao</span> <font color="#f00">Zedong</font>')
        basic(r"What is \(E=mc^2\)?", "[latex]$x$[/latex]")
        basic("H<sub>2</sub>O &lt;tag&gt; &amp; &quot;q&quot; &hellip;?", "a &rarr; b")
        basic(f'Where?<br><img src="{picture}">', "Here")
        basic("<script>alert(1)</script>Said?", "<style>b{}</style>ok<iframe src=x></iframe>")
        basic("[sound:x.mp3]", "a sound")
        basic("Who is it?<br>A) Mao<br>B) Peng<br>C) Lin", "B")
        basic("Pick<div>a. one</div><div>b. two</div><div>c. three</div>", "c. three")
        basic("a: b #c", "1950", "Zoo::Sub::Deep")
        filed(collection, "Basic (and reversed card)", "Zoo", "Seoul", "a capital")
        filed(collection, "Basic (optional reversed card)", "Zoo", "no reverse", "b")
        filed(collection, "Basic (optional reversed card)", "Zoo", "a reverse", "d", "y")
        filed(collection, "Basic (type in the answer)", "Zoo", "Type it", "one two " * 9)
        filed(collection, "Cloze", "Zoo", "{{c1::Mao::who}} met <b>{{c2::Joseph {{c3::Stalin}}}}"
              "</b> {{c1::there}}", "Back<br>extra")  # fmt: skip
        filed(collection, "Cloze", "Zoo", "{{c1,2::Both}} and {{c2::second}}")
        hidden = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1}}"
        filed(collection, "Image Occlusion", "Zoo", hidden, f'<img src="{picture}">', "A map")
        notetype(
            collection,
            "Country",
            "Country|Capital|Flag|People|Notes",
            (
                "{{#Capital}}Capital of {{Country}}?{{/Capital}}",
                "{{FrontSide}}{{Capital}}{{#Notes}}<p>{{Notes}}</p>{{/Notes}}",
            ),
            ("{{#Capital}}{{Capital}} is whose?{{/Capital}}", "{{Country}}"),
            ("{{#People}}People of {{Country}}?{{/People}}", "{{People}} {{hint:Notes}}"),
            ("{{Flag}}<!-- {{Country}} -->", "{{Country}}"),
        )
        flag = f'<img src="{picture}">'
        filed(collection, "Country", "Zoo", "Korea", "Seoul", flag, "51 million", "On the Han")
        filed(collection, "Country", "Zoo", "Nowhere")
        notetype(
            collection,
            "Reading",
            "Q|A|Clue|Kanji",
            ("{{Q}} {{hint:Clue}} {{furigana:Kanji}}", "{{type:A}} {{kana:Kanji}}{{tts en_US:A}}"),
        )
        filed(collection, "Reading", "Zoo", "How?", "so", "clue", " 漢字[かんじ]を 読[よ]む")
        notetype(collection, "Listen", "A|B", ("{{tts en_US:A}}", "{{B}}"))
        filed(collection, "Listen", "Zoo", "hello", "b")
        notetype(collection, "AllInOne (kprim, mc, sc)", ALL_IN_ONE, ("{{Question}}", "{{Q_1}}"))
        filed(collection, "AllInOne (kprim, mc, sc)", "Zoo", "Which two?", "Chapter 1", "1", "Mao",
              "Peng", "Truman", "", "", "1 1 0", "Book", "note")  # fmt: skip
        filed(collection, "AllInOne (kprim, mc, sc)", "Zoo", "Who won?", "", "2", "North",
              "South", "nobody", "", "", "0 0 1")  # fmt: skip
        notetype(collection, "MCQ", "Question|A|B|C|Answer|Explanation", ("{{Question}}", "{{A}}"))
        filed(collection, "MCQ", "Zoo", "Who led?", "Mao", "Peng", "Lin", "B", "He did.")
        filed(collection, "MCQ", "Zoo", "Who else?", "Mao", "Peng", "Lin", "A, C")
        notetype(collection, "MCQ 2", "Question|Options|Answer", ("{{Question}}", "{{Answer}}"))
        options = "<ol><li>first</li><li>second</li><li>third</li></ol>"
        filed(collection, "MCQ 2", "Zoo", "Which?", options, "2")

    return put


EXPECTED = [
    {"question": "Who led the **Volunteers**?", "answer": "Peng Dehuai"},
    {"question": "Causes", "answer": "• Border\n◦ 38th\n• Cold War",
     "points": ["Border", "38th", "Cold War"], "type": "open"},
    {"question": "Rows", "answer": "1950 | War begins\n1953 | truce", "type": "open",
     "points": ["1950 | War begins", "1953 | truce"]},
    {"question": "Line one\nline two\nline three?", "answer": "x"},
    {"question": "From Word: who?", "answer": "Mao Zedong"},
    {"question": "What is E=mc^2?", "answer": "x"},
    {"question": 'H₂O <tag> & "q" …?', "answer": "a → b"},
    {"question": "Where?", "answer": "Here", "image": "pictures/a-41177630.png",
     "alt": "A picture of the package"},
    {"question": "Said?", "answer": "ok"},
    {"question": "Who is it?", "type": "choice", "answer": "Peng", "distractors": ["Mao", "Lin"]},
    {"question": "Pick", "type": "choice", "answer": "three", "distractors": ["one", "two"]},
    {"question": "Seoul", "answer": "a capital"},
    {"question": "no reverse", "answer": "b"},
    {"question": "a reverse", "answer": "d"},
    {"question": "Type it", "answer": ("one two " * 9).strip()},
    {"type": "cloze", "text": "{{c1::Mao::who}} met {{c2::**Joseph** {{c3::**Stalin**}}}} "
     "{{c1::there}}", "explanation": "Back\nextra"},
    {"type": "cloze", "text": "{{c1::Both}} and {{c2::second}}"},
    {"question": "Capital of Korea?", "answer": "Seoul", "explanation": "On the Han"},
    {"question": "People of Korea?", "answer": "51 million", "explanation": "On the Han"},
    {"question": "What does this picture show?", "answer": "Korea",
     "image": "pictures/a-41177630.png", "alt": "A picture of the package"},
    {"question": "How? 漢字(かんじ)を読(よ)む", "answer": "so", "hint": "clue"},
    {"question": "Which two?", "type": "select", "answers": ["Mao", "Peng"],
     "distractors": ["Truman"], "explanation": "Title: Chapter 1\nSources: Book\nnote"},
    {"question": "Who won?", "type": "choice", "answer": "nobody",
     "distractors": ["North", "South"]},
    {"question": "Who led?", "type": "choice", "answer": "Peng", "distractors": ["Mao", "Lin"],
     "explanation": "He did."},
    {"question": "Who else?", "type": "select", "answers": ["Mao", "Lin"],
     "distractors": ["Peng"]},
    {"question": "Which?", "type": "choice", "answer": "second",
     "distractors": ["first", "third"]},
]  # fmt: skip

LEFT_OUT = {
    "a sound": "its front is a sound alone",
    "Seoul (Card 2)": "it is the reverse of a card that is asked",
    "a reverse (Card 2)": "it is the reverse of a card that is asked",
    "A map": "it hides parts of a picture, which a terminal cannot ask",
    "Korea (Card 2)": "it is the reverse of a card that is asked",
    "Nowhere": "its front is empty",
    "hello": "its front is a sound alone",
}


@pytest.mark.parametrize("legacy", [True, False])
@pytest.mark.parametrize("write", [through_anki, whole_collection])
def test_each_kind_of_note(write, legacy, tmp_path):
    rest = {"source": None} if write is through_anki else {}
    package = write(folder=tmp_path / "anki", legacy=legacy, fill=fill(tmp_path), **rest)
    report = imported(package, tmp_path / "lib")
    library, problems = load_library(tmp_path / "lib")
    assert not problems
    decks = {deck.slug: deck for deck in library.decks}
    assert {slug: deck.title for slug, deck in decks.items()} == {
        "zoo": "Zoo",
        "zoo-sub-deep": "Zoo: Sub: Deep",
    }
    found = [keys.of_card(card) for card in decks["zoo"].cards]
    assert [{key: each[key] for key in each if key != "id"} for each in found] == EXPECTED
    assert {one.name: one.reason for one in report.left_out} == LEFT_OUT
    assert imported(package, tmp_path / "lib").unchanged == len(EXPECTED) + 1


def test_a_collection_of_thousands(tmp_path):
    def put(collection):
        for n in range(3000):
            deck = f"History::Part {n % 7}" + ("::Deep" if n % 2 else "")
            filed(collection, "Basic", deck, f"What is {n}?", f"The answer {n}")

    package = whole_collection(tmp_path / "anki", legacy=False, fill=put)
    report = imported(package, tmp_path / "lib")
    library, problems = load_library(tmp_path / "lib")
    assert not problems
    assert (len(report.new), len(library.decks)) == (3000, 14)
    assert report.left_out == report.simplified == []
