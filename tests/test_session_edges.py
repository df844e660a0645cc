from __future__ import annotations

import make

from quiz.model import Mode, Outcome, Verdict
from quiz.session import Answered, Session, plan_test

RIGHT = Outcome(Verdict.CORRECT, 1, 1)
WRONG = Outcome(Verdict.WRONG, 0, 1)


def test_of_many_answers_the_last_alone_is_amended():
    plan = plan_test(make.TEN, count=4, seed=3)
    session = Session(Mode.TEST, plan)
    for n, question in enumerate(plan):
        session = session.answered(Answered(question, ("x",), WRONG, 1.0, str(n)))
    amended = session.amended(right=True)
    assert amended.answers[:-1] == session.answers[:-1]
    assert (amended.last.outcome, amended.score) == (RIGHT, 1)
    assert amended.undone() == session.undone()
