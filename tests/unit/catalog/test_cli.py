import json
from pathlib import Path

import pytest

from kiosk.base.paths import CATALOG
from kiosk.cli import main
from kiosk.knowledge import reading
from kiosk.knowledge.graph import Triple
from kiosk.knowledge.reading import FOLDER, Content, read_content


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as done:
        main(["catalog", *words])
    out, err = capsys.readouterr()
    assert isinstance(done.value.code, int)
    return done.value.code, out, err


def test_show_lists_the_shelf(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show")
    assert code == 0
    assert "初光单钻项链" in out
    assert "¥4,980" in out
    assert "今日价请问店员" in out


def test_show_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "N001", "--language", "en")
    assert code == 0
    assert "First Light Diamond Necklace" in out
    assert "C1-01" in out


def test_show_json_is_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "--json")
    documents = json.loads(out)
    assert code == 0
    assert len(documents) == 32
    (one,) = json.loads(run(capsys, "show", "n001", "--json")[1])
    assert one in documents


def test_an_unknown_piece_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "show", "N01")
    assert (code, out) == (1, "")
    assert "did you mean N001" in err
    assert "Traceback" not in err


def test_rates_show_their_age(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "rates", "--json")
    rates = {rate["metal"]: rate for rate in json.loads(out)}
    assert code == 0
    assert rates["gold_999"]["demo"]
    assert rates["gold_999"]["set_at"].startswith("2026-11-02")
    assert "gold_999" in run(capsys, "rates")[1]


def test_setting_a_rate_makes_prices(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "show", "G001", "--json")[1])[0]["price"] is None
    code, out, _ = run(capsys, "rates", "gold_999=1400", "--json")
    assert code == 0
    assert not next(rate for rate in json.loads(out) if rate["metal"] == "gold_999")["stale"]
    (document,) = json.loads(run(capsys, "show", "G001", "--json")[1])
    assert document["price"] == 71966
    assert document["price_date"]


def test_renewing_dates_every_rate_today(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "rates", "--renew", "silver_990=30", "--json")
    rates = {rate["metal"]: rate for rate in json.loads(out)}
    assert not any(rate["stale"] for rate in rates.values())
    assert (rates["gold_999"]["yuan_per_g"], rates["silver_990"]["yuan_per_g"]) == ("1388", "30")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("gold_999",), 2, "write METAL=PRICE"),
        (("gold_999=",), 2, "write METAL=PRICE"),
        (("gold_999=1400", "gold_999=1500"), 2, "given twice"),
        (("gold999=1400",), 1, "did you mean gold_999"),
        (("gold_999=abc",), 1, "yuan a gram"),
        (("gold_999=14",), 1, "--force"),
        (("gold_999=-5", "--force"), 1, "above zero"),
        (("--nonsense",), 2, "No such option"),
    ],
)
def test_wrong_rates_are_one_sentence(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, sentence: str
) -> None:
    result = run(capsys, "rates", *words)
    assert result[0] == code
    assert sentence in result[2]
    assert "Traceback" not in result[2]


def test_check_tells_what_is_wrong_and_exits_accordingly(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", "--json")
    document = json.loads(out)
    assert document["pieces"] == 32
    assert code == (1 if document["faults"] else 0)
    assert ("to mend" in err) == bool(document["faults"])
    assert document["triples"] > 0
    assert document["facts"] > 0


def test_check_tells_what_is_wrong_in_the_knowledge(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def contradicted(folder: Path = FOLDER) -> Content:
        content = read_content(folder)
        content.triples.append(Triple("silver", "harder_than", "platinum", "a book", "from memory, verify"))
        return content

    monkeypatch.setattr(reading, "read_content", contradicted)
    code, out, _ = run(capsys, "check", "--json")
    faults = [fault["text"] for fault in json.loads(out)["faults"] if fault["what"] == "knowledge"]
    assert code == 1
    assert any("graph:silver|harder_than|platinum contradicts the hardness" in fault for fault in faults)


def test_nothing_touches_the_shipped_catalog(capsys: pytest.CaptureFixture[str]) -> None:
    before = CATALOG.read_bytes()
    run(capsys, "rates", "gold_999=1400")
    run(capsys, "check")
    assert CATALOG.read_bytes() == before


def test_services_are_set_shown_and_cleared(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "services", "set", "parking", "free_hours=2", "--until", "2999-12-31", "--json")
    (document,) = json.loads(out)
    assert code == 0
    assert document["values"] == {"free_hours": "2"}
    assert (document["set"], document["valid_until"], document["set_by"]) == (True, "2999-12-31", "manager")
    code, out, _ = run(capsys, "services")
    assert code == 0
    assert "2999-12-31" in out
    run(capsys, "services", "clear", "parking")
    (document,) = json.loads(run(capsys, "services", "show", "parking", "--json")[1])
    assert (document["set"], document["earlier"]) == (False, 2)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("set",), 2, "which service"),
        (("set", "hours", "open"), 2, "write KEY=VALUE"),
        (("set", "hours", "open=9:00", "open=10:00"), 2, "given twice"),
        (("set", "hours", "open=9:00"), 1, "both open and close"),
        (("set", "parking", "free_hours=2", "--until", "2001-01-01"), 1, "already be over"),
        (("set", "parking", "free_hours=2", "--by", "demo"), 2, "shipped catalog's own"),
        (("show", "parkin"), 1, "did you mean parking"),
    ],
)
def test_wrong_services_are_one_sentence(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, sentence: str
) -> None:
    result = run(capsys, "services", *words)
    assert result[0] == code
    assert sentence in result[2]
    assert "Traceback" not in result[2]
