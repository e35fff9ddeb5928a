"""`kiosk ask` as the contract has it: JSON lines in and out, exit codes, no tracebacks."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main


def _run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    out = capsys.readouterr()
    assert isinstance(done.value.code, int)
    return done.value.code, out.out, out.err


def _batch(lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    code, out, _ = _run(["ask", "--batch", str(path)], capsys)
    return code, [json.loads(line) for line in out.splitlines()]


def test_one_question_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(["ask", "我想找一款适合日常佩戴的钻石项链，五千以内", "--json"], capsys)
    answer = json.loads(out)
    assert code == 0
    assert answer["pieces"][0]["sku"] == "N001"
    assert answer["constraints"]["price_max"] == 5000
    assert "id" not in answer


def test_one_question_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(["ask", "18K金会过敏吗"], capsys)
    assert code == 0
    assert "fact:" in out


def test_turns_of_a_conversation_belong_together_and_others_stand_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        '{"id": "a", "conversation": "c1", "language": "zh", "text": "我想找钻石项链"}',
        '{"id": "b", "text": "看看手镯"}',
        '{"id": "c", "conversation": "c1", "text": "五千以内"}',
        '{"id": "d", "conversation": "c2", "text": "五千以内"}',
    ]
    code, answers = _batch(lines, tmp_path, capsys)
    assert code == 0
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d"]
    assert answers[2]["intent"] == "refine"
    assert answers[2]["constraints"] == {"category": ["necklace"], "gem": ["diamond"], "price_max": 5000}
    assert answers[3]["constraints"] == {"price_max": 5000}


def test_a_malformed_line_gets_an_error_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        "nonsense", '{"id": "x"}', '{"text": "你好"}', "[1]", '{"id": "y", "text": "", "language": "zh"}',
        '{"id": "z", "text": "你好", "language": "fr"}', '{"id": "w", "text": "hello"}', '{"id": "v", "text": 5}',
        "[" * 100_000,
    ]  # fmt: skip
    code, answers = _batch(lines, tmp_path, capsys)
    assert code == 1
    assert [answer["id"] for answer in answers] == [None, "x", None, None, "y", "z", "w", "v", None]
    assert [("error" in answer) for answer in answers] == [True] * 6 + [False, True, True]


def test_broken_bytes_spoil_one_line_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "1", "text": "hello"}\n\xff\xfe\x00\n{"id": "2", "text": "hi"}')
    code, out, _ = _run(["ask", "--batch", str(path)], capsys)
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [answer["id"] for answer in answers] == ["1", None, "2"]


def test_questions_come_from_stdin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stdin = io.TextIOWrapper(io.BytesIO('{"id": 7, "text": "谢谢"}\n'.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    code, out, _ = _run(["ask", "--batch", "-"], capsys)
    assert code == 0
    assert json.loads(out)["id"] == 7


def test_a_talk_at_the_prompt_ends_with_the_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("我想找钻石项链\n\n五千以内\nexit\n没有人听见\n"))
    code, out, _ = _run(["ask", "--json"], capsys)
    assert code == 0
    decoder, at, intents = json.JSONDecoder(), 0, []
    while at < len(out.rstrip()):
        answer, end = decoder.raw_decode(out, at)
        intents.append(answer["intent"])
        at = end + 1
    assert intents == ["recommend", "refine"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "   "], 2),
        (["ask", "戒指", "--batch", "x"], 2),
        (["ask", "戒指", "--language", "fr"], 2),
        (["ask", "--batch", "no-such-file.jsonl"], 1),
    ],
)
def test_wrong_use_is_one_sentence(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    found, out, err = _run(arguments, capsys)
    assert found == code
    assert not out
    assert "Traceback" not in err
    assert err.strip()
