"""GENERATED catalogs of any length for measuring: made-up pieces that vary the shipped ones as a large shop would.

The shipped pieces stand first, so that questions about them have an answer; nothing here is a real product.
"""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from kiosk.base.paths import CATALOG
from kiosk.catalog.piece import COLOURS, CUTS, OCCASIONS, STYLES, Bilingual, Piece, PriceRule, Stone
from kiosk.catalog.rows import piece_row, unit_row
from kiosk.catalog.store import Catalog
from kiosk.catalog.units import Unit
from kiosk.storage.database import open_database

_METALS: Final = (
    ("yellow_gold", 999, "足金", "Gold"), ("yellow_gold", 750, "18K黄金", "18K Gold"),
    ("rose_gold", 750, "18K玫瑰金", "18K Rose Gold"), ("white_gold", 750, "18K白金", "18K White Gold"),
    ("platinum", 950, "铂金", "Platinum"), ("silver", 925, "银", "Silver"),
)  # fmt: skip
_STONES: Final = (
    ("diamond", "white", "钻石", "Diamond"), ("ruby", "red", "红宝石", "Ruby"),
    ("sapphire", "blue", "蓝宝石", "Sapphire"), ("emerald", "green", "祖母绿", "Emerald"),
    ("pearl", "white", "珍珠", "Pearl"), ("jadeite", "green", "翡翠", "Jade"),
    ("aquamarine", "blue", "海蓝宝", "Aquamarine"), ("tourmaline", "pink", "碧玺", "Tourmaline"),
    ("amethyst", "purple", "紫水晶", "Amethyst"), ("garnet", "red", "石榴石", "Garnet"),
    ("spinel", "red", "尖晶石", "Spinel"), ("agate", "red", "玛瑙", "Agate"),
    ("tanzanite", "blue", "坦桑石", "Tanzanite"), ("citrine", "yellow", "黄水晶", "Citrine"),
)  # fmt: skip
_KINDS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "ring": (("戒指", "Ring"), ("对戒", "Band"), ("戒", "Solitaire Ring")),
    "earrings": (("耳钉", "Studs"), ("耳环", "Hoops"), ("耳坠", "Drop Earrings")),
    "necklace": (("项链", "Necklace"), ("锁骨链", "Collarbone Necklace"), ("串珠链", "Strand")),
    "pendant": (("吊坠", "Pendant"), ("坠", "Charm"), ("牌", "Plaque")),
    "bracelet": (("手链", "Bracelet"), ("手串", "Bead Bracelet")),
    "bangle": (("手镯", "Bangle"), ("镯", "Slim Bangle")),
    "anklet": (("脚链", "Anklet"),),
    "brooch": (("胸针", "Brooch"),),
    "bar": (("金条", "Bar"),),
}
_FIRST_ZH: Final = (
    "晨朝暮星月云风雪霜露春夏秋冬青碧丹朱素锦瑶琼玉兰芷蕙若清明远长安宁静和悦欣怡晴岚川泽溪海山林松竹梅荷莲桂棠"
)
_SECOND_ZH: Final = (
    "光影华章歌语诗画心意梦境年岁时辰露珠羽翎叶枝蕊瓣弦韵波澜潮汐尘烟霞虹曦晖曲舞裳衣袖带结缘约誓愿念思忆归途舟桥城"
)
_EN: Final = """
Morning Silent Golden Quiet Distant Gentle Amber Velvet Silver Winter Summer Autumn Spring Hidden Bright Early Northern
Southern Ivory Crimson Azure Emerald Lunar Solar Misty Royal Tender Wild Ancient Modern
Star River Cloud Tide Petal Whisper Garden Meadow Harbor Lantern Echo Feather Horizon Melody Promise Orchard Ripple
Sonnet Bloom Ember Willow Canyon Breeze Crown Path Harvest Mirror Island Lagoon Dawn
"""
_FIRST_EN, _SECOND_EN = _EN.split()[:30], _EN.split()[30:]
_MOTIFS: Final = (
    ("葫芦", "Gourd"), ("银杏叶", "Ginkgo Leaf"), ("蝴蝶", "Butterfly"), ("莲花", "Lotus"), ("祥云", "Cloud"),
    ("平安扣", "Donut"), ("四叶草", "Clover"), ("雪花", "Snowflake"), ("心形", "Heart"), ("羽毛", "Feather"),
    ("六爪", "Six-Prong"), ("光环", "Halo"), ("古法", "Heritage"), ("花丝", "Filigree"), ("珐琅", "Enamel"),
    ("如意", "Ruyi"), ("", ""), ("", ""), ("", ""), ("", ""),
)  # fmt: skip


def write_catalog(path: Path, count: int, seed: int = 0) -> None:
    """Write a catalog of `count` pieces with two units each, the shipped rates and the shipped knowledge.

    Args:
        path: where to; it must not exist.
        count: pieces, at least as many as are shipped.
        seed: the same seed makes the same catalog.
    """
    shutil.copyfile(CATALOG, path)
    with Catalog.open(CATALOG) as shipped:
        base = shipped.pieces()
    rng = np.random.default_rng(seed)
    made = [_made_up(number, base, rng) for number in range(count - len(base))]
    db = open_database(path)
    with db.conn:
        rows = (piece_row(piece, len(base) + number) for number, piece in enumerate(made))
        db.table("pieces").insert_all(rows, batch_size=1000)
        units = (Unit(f"{piece.sku}-{tag}", piece.sku, piece.weight_g or 1.0, "Z1") for piece in made for tag in "AB")
        db.table("units").insert_all(map(unit_row, units), batch_size=1000)
    db.close()


def _made_up(number: int, base: tuple[Piece, ...], rng: np.random.Generator) -> Piece:
    like = base[int(rng.integers(len(base)))]
    metal, fineness, metal_zh, metal_en = _METALS[int(rng.integers(len(_METALS)))]
    gem, colour, gem_zh, gem_en = _STONES[int(rng.integers(len(_STONES)))]
    values: dict[str, Any] = {"sku": f"{like.sku[0]}{number:06d}", "spec": {}, "atlas": None, "images": like.images[:1]}
    if like.metal is None:
        metal_zh = metal_en = ""
    else:
        values |= {"metal": metal, "metals": (metal,), "fineness": fineness}
    if like.gems:
        carat = round(float(np.exp(rng.normal(-1.0, 0.8))), 2) if like.carat else None
        cut = CUTS[int(rng.integers(len(CUTS)))]
        values |= {"gems": (gem, *like.gems[1:]), "colour": (colour,), "carat": carat, "cut": (cut,)}
        values["stones"] = (Stone(gem, 1, (round(float(rng.uniform(2, 9)), 1),), cut, carat),)
    else:
        gem_zh = gem_en = ""
        values["colour"] = ("yellow",) if metal == "yellow_gold" else (COLOURS[int(rng.integers(3))],)
    weight = round(float(np.exp(rng.normal(1.4, 0.9))), 2)
    values["weight_g"] = weight
    if like.length_mm:
        values["length_mm"] = float(rng.choice([160, 180, 210, 400, 420, 450, 500, 600]))
    if like.inner_diameter_mm:
        ring = like.category == "ring"
        values["inner_diameter_mm"] = float(rng.choice([15.3, 16.0, 16.5, 17.0, 18.2] if ring else [54.0, 56.0, 58.0]))
    by_weight = like.metal is not None and fineness == 999 and not like.gems
    price = int(round(float(np.exp(rng.normal(8.6, 0.9))), -1))
    labour = float(rng.choice([20, 28, 35]))
    values["price"] = PriceRule("by_weight", None, "gold_999", labour) if by_weight else PriceRule("fixed", price)
    values["styles"] = _some(STYLES, rng)
    values["occasions"] = _some(OCCASIONS, rng)
    motif_zh, motif_en = _MOTIFS[int(rng.integers(len(_MOTIFS)))]
    kind_zh, kind_en = _KINDS[like.category][int(rng.integers(len(_KINDS[like.category])))]
    first_zh = _pick(_FIRST_ZH, rng) + _pick(_SECOND_ZH, rng)
    first_en = f"{_pick(_FIRST_EN, rng)} {_pick(_SECOND_EN, rng)}"
    names = Bilingual(
        f"{first_zh}{motif_zh}{metal_zh}{gem_zh}{kind_zh}",
        " ".join(f"{first_en} {motif_en} {metal_en} {gem_en} {kind_en}".split()),
    )
    told = Bilingual(f"{first_zh}系列。{like.descriptions.zh}", f"From the {first_en} line. {like.descriptions.en}")
    return replace(like, names=names, descriptions=told, **values)


def _some(words: tuple[str, ...], rng: np.random.Generator) -> tuple[str, ...]:
    """One to three of the words."""
    return tuple(words[place] for place in rng.choice(len(words), size=int(rng.integers(1, 4)), replace=False))


def _pick(some: Any, rng: np.random.Generator) -> str:
    return str(some[int(rng.integers(len(some)))])
