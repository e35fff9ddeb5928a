import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalog.building import SOURCES
from kiosk.catalog.faults import SourceFaults
from kiosk.catalog.sources import read_sources

Change = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "sources"
    shutil.copytree(SOURCES, target)
    return target


def faults_after(folder: Path, file: str, old: str, new: str) -> list[str]:
    path = folder / file
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")
    with pytest.raises(SourceFaults) as caught:
        read_sources(folder)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "ring",
            'metal = "platinum"',
            'metal = "platnum"',
            "ring.toml: R001.metal: 'platnum' is no metal; did you mean platinum?",
        ),
        (
            "ring",
            'sku = "R001"',
            'sku = "R001"\ncolor = ["white"]',
            "ring.toml: R001.color: 'color' is no field; did you mean colour?",
        ),
        (
            "ring",
            'gem_origin = "natural"\n',
            "",
            "ring.toml: R001.gem_origin: must be given with gems, and only with them.",
        ),
        ("ring", "weight_g = 3.6\n", "", "ring.toml: R001.weight_g: is missing."),
        (
            "ring",
            "weight_g = 3.6\n",
            'weight_g = "3.6"\n',
            "ring.toml: R001.weight_g: is '3.6'; a number of grams is needed.",
        ),
        (
            "ring",
            "weight_g = 3.6\n",
            "weight_g = 3600\n",
            "ring.toml: R001.weight_g: is 3600 grams; between 0.1 and 1000 was expected.",
        ),
        ("ring", "carat = 0.5\n", "carat = 0.6\n", "ring.toml: R001.carat: is 0.6; the stones sum to 0.5."),
        (
            "ring",
            "inner_diameter_mm = 16.5\n",
            "length_mm = 450\n",
            "ring.toml: R001.inner_diameter_mm: is missing; a ring has one.",
        ),
        (
            "ring",
            "inner_diameter_mm = 16.5\n",
            "inner_diameter_mm = 58\n",
            "R001.inner_diameter_mm: is 58 mm; a ring has 12 to 25.",
        ),
        (
            "ring",
            "fineness = 950\n",
            "fineness = 916\n",
            "ring.toml: R001.fineness: is 916; platinum is sold as 999, 990, 950, 900.",
        ),
        ("ring", "fineness = 950\n", "fineness = 925\n", "platinum is sold as"),
        ("ring", "cost = 8600\n", "cost = 86000\n", "ring.toml: R001.cost: is not below the price."),
        ("ring", "cost = 8600\n", "", "ring.toml: R001.cost: is missing."),
        ("ring", 'care.en = "', 'care.fr = "', "needs both languages"),
        ("ring", 'recipients = ["women"]', 'recipients = ["women", "women"]', "names the same word twice"),
        ("ring", 'images = ["pictures/R001.webp"]', 'images = ["/etc/passwd"]', "list of paths below assets/"),
        ("ring", 'tag = "R001-02"', 'tag = "R001-01"', "this tag is there twice"),
        ("ring", 'sku = "R002"', 'sku = "R001"', "ring.toml: R001: is there twice."),
        ("ring", 'rate_metal = "gold_999"', 'rate_metal = "gold_916"', "yellow_gold 999 is priced by gold_999"),
        ("ring", 'mode = "fixed", fixed = 12800', 'mode = "fixed"', "R001.price.fixed: is missing."),
        ("ring", 'mode = "fixed", fixed = 12800', 'mode = "by_whim", fixed = 12800', "is no price mode"),
        ("ring", 'certificate_number = "DEMO-GIA-R001-01", ', "", "the piece comes with a certificate of GIA"),
        (
            "ring",
            "weight_g = 3.5, size_mm",
            "weight_g = 7.5, size_mm",
            "R001-01.weight_g: is 7.5 g; the piece weighs 3.6 g.",
        ),
        (
            "ring",
            "counted_at = 2026-11-01T20:30:00+08:00",
            "counted_at = 2026-11-01T20:30:00",
            "a time with its zone is needed",
        ),
        ("ring", "dimensions_mm = { width = 2,", "dimensions_mm = { breadth = 2,", "'breadth' is no field"),
        (
            "bangle",
            ', state = "held", held_until = 2026-12-31T18:00:00+08:00',
            ', state = "held"',
            "belongs to a held unit",
        ),
        (
            "earrings",
            'treatment.zh = "Akoya海水珍珠，采收后经漂白与调色，属行业常规优化。"\n',
            "",
            "needs both languages",
        ),
    ],
)
def test_each_fault_is_one_sentence_with_file_and_key(
    folder: Path, file: str, old: str, new: str, sentence: str
) -> None:
    faults = faults_after(folder, f"pieces/{file}.toml", old, new)
    assert any(sentence in fault for fault in faults), faults


def test_a_carat_that_the_stone_cannot_weigh_is_caught(folder: Path) -> None:
    path = folder / "pieces" / "necklace.toml"
    words = (
        path.read_text("utf-8").replace("carat = 0.3\n", "carat = 1\n", 1).replace("carat = 0.3 }", "carat = 1 }", 1)
    )
    path.write_text(words, "utf-8")
    with pytest.raises(
        SourceFaults, match=r"N001\.stones\[0\]\.carat: is 1; 1 of 4\.3 x 4\.3 x 2\.65 mm weigh about 0\.31"
    ):
        read_sources(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    (folder / "rates.toml").write_text('[[rate]]\nmetal = "gold"\nyuan_per_g = "0"\n', "utf-8")
    faults = faults_after(folder, "pieces/ring.toml", "carat = 0.5\n", "carat = 0.6\n")
    assert len(faults) == 2
    assert "rates.toml: gold.set_at: is missing." in faults


@pytest.mark.parametrize("words", ["[[piece]\n", "piece = 3\n", "[[pieces]]\nsku = 'X'\n"])
def test_a_file_that_cannot_be_read_is_named(folder: Path, words: str) -> None:
    (folder / "pieces" / "ring.toml").write_text(words, "utf-8")
    with pytest.raises(SourceFaults, match=r"ring\.toml: "):
        read_sources(folder)


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "pieces" / "ring.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceFaults, match=r"ring\.toml: file: cannot be read"):
        read_sources(folder)


def test_an_empty_folder_is_no_catalog(tmp_path: Path) -> None:
    with pytest.raises(SourceFaults, match="there are no pieces"):
        read_sources(tmp_path)


def test_the_model_of_a_piece_is_joined(folder: Path) -> None:
    (folder / "specs").mkdir(exist_ok=True)
    (folder / "specs" / "N001.toml").write_text('form = "pendant"\nwidth = 4.9\n', "utf-8")
    pieces = {piece.sku: piece for piece in read_sources(folder).pieces}
    assert pieces["N001"].spec == {"form": "pendant", "width": 4.9}
