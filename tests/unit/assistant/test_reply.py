"""What of an answer is said aloud."""

import pytest

from kiosk.assistant.reply import Reply


@pytest.mark.parametrize(
    ("answer", "spoken"),
    [
        ("18K金含金75%，其余是银。印记常写 Au750。", "18K金含金75%，其余是银。"),
        ("It weighs 18.5 g at most. Ask us for more.", "It weighs 18.5 g at most."),
        ("“会的。”老人常说。还有。", "“会的。”"),
        ("no full stop", "no full stop"),
    ],
)
def test_an_explanation_is_spoken_by_its_first_sentence(answer: str, spoken: str) -> None:
    assert Reply("zh", "ask_knowledge", answer).spoken == spoken


def test_other_answers_and_refusals_are_spoken_whole() -> None:
    assert Reply("zh", "recommend", "一句。两句。").spoken == "一句。两句。"
    assert Reply("zh", "ask_knowledge", "不知道。请店员来。", refused=True).spoken == "不知道。请店员来。"
