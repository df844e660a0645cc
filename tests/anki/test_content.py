from anki_example import identity

from quiz.anki.content import content
from quiz.model import Card, CardType, Item


def made(**fields) -> dict[str, str]:
    return content(Card(identity=identity("x"), **({"prompt": "What?"} | fields)), {"B": "Of C."})


def test_titles_are_emphasised_though_all_else_of_a_card_is_plain() -> None:
    filled = made(answer="*War* and Peace", hint="A book", explanation="By the *Count*.")
    assert filled["Answer"] == "<em>War</em> and Peace"
    assert (filled["Hint"], filled["Explanation"]) == ("A book", "By the <em>Count</em>.")


def test_an_item_without_a_label_has_no_room_for_one() -> None:
    filled = made(type=CardType.ORDER, items=(Item("a", "1949"), Item("b")))
    assert filled["Answer"].endswith("<li>a <small>1949</small></li><li>b</li></ol>")


def test_a_wrong_answer_that_repeats_a_claim_is_told_whose_it_is_with_or_without_a_reason() -> None:
    assert '<div class="why">Of C.</div>' in made(answer="A", reject=("B",))["WhyNot"]
    assert "Of C." not in made(answer="A", reject=("D",))["WhyNot"]
