"""`kiosk catalog`: show, check and build the catalog, set the day's metal rates and the shop's services."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kiosk.base.settings import LANGUAGES, Language

if TYPE_CHECKING:
    from datetime import datetime

_RATE_FORM: Final = "no rate; write METAL=PRICE, such as gold_999=1388"
_VALUE_FORM: Final = "no value; write KEY=VALUE, such as fee_yuan=0"


@click.group()
def command() -> None:
    """The catalog: pieces, units and the day's metal rates."""


@command.command()
@click.argument("sku", required=False)
@click.option("--json", "as_json", is_flag=True, help="Everything, for programs.")
@click.option("--language", type=click.Choice(LANGUAGES), default=None, help="By default the shop's.")
def show(sku: str | None, as_json: bool, language: Language | None) -> None:
    """List the pieces, or show one."""
    from kiosk.base.settings import read_settings
    from kiosk.catalog.document import catalog_document
    from kiosk.catalog.store import Catalog, utc_now
    from kiosk.cli._catalog_tables import piece_table, reviews_document, shelf_table
    from kiosk.cli._output import console, print_json
    from kiosk.knowledge.praise import Praise

    settings = read_settings()
    language = language or settings.language
    with Catalog.open(rate_limit_h=settings.rate_limit_h) as catalog:
        praise = Praise(catalog)
        pieces = (catalog.piece(sku),) if sku else catalog.pieces()
        documents = [
            catalog_document(piece, catalog.quote(piece), catalog.units(piece.sku), utc_now(), language)
            | {"reviews": reviews_document(praise.of(piece.sku), language)}
            for piece in pieces
        ]
    if as_json:
        print_json(documents)
    else:
        console().print(piece_table(documents[0], language) if sku else shelf_table(documents, language))


@command.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def check(as_json: bool) -> None:
    """Look for what is wrong in the catalog and in the hand-written knowledge; exit 1 when something is."""
    from kiosk.base.errors import KnownError
    from kiosk.base.settings import read_settings
    from kiosk.catalog.checking import check_catalog
    from kiosk.catalog.faults import Fault
    from kiosk.catalog.store import Catalog
    from kiosk.cli._catalog_tables import faults_table
    from kiosk.cli._output import console, print_json
    from kiosk.knowledge.checking import check as check_knowledge
    from kiosk.knowledge.reading import read_content

    with Catalog.open(rate_limit_h=read_settings().rate_limit_h) as catalog:
        faults = check_catalog(catalog)
        count = len(catalog.pieces())
    content = read_content()
    faults += [Fault("knowledge", "", sentence) for sentence in check_knowledge(content)]
    if as_json:
        print_json(
            {
                "pieces": count,
                "triples": len(content.triples),
                "facts": len(content.facts),
                "faults": [{"what": f.where, "key": f.key, "text": f.sentence} for f in faults],
            }
        )
    elif faults:
        console().print(faults_table(faults))
    else:
        console().print(
            f"{count} pieces, {len(content.triples)} triples and {len(content.facts)} facts: nothing wrong."
        )
    if faults:
        raise KnownError(f"The catalog has {len(faults)} faults to mend.")


@command.command()
@click.argument("prices", nargs=-1, metavar="[METAL=PRICE]...")
@click.option("--force", is_flag=True, help="Believe a price outside the plausible range.")
@click.option("--renew", is_flag=True, help="The rates shown hold today as well.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def rates(prices: tuple[str, ...], force: bool, renew: bool, as_json: bool) -> None:
    """Show the metal rates, or set today's: gold_999=1388 platinum_950=668 (yuan a gram)."""
    from kiosk.base.settings import read_settings
    from kiosk.catalog.store import Catalog
    from kiosk.cli._catalog_tables import rates_document, rates_table
    from kiosk.cli._output import console, print_json

    wanted = _read_pairs(prices, _RATE_FORM)
    with Catalog.open(rate_limit_h=read_settings().rate_limit_h) as catalog:
        if renew:
            wanted = {metal: str(rate.yuan_per_g) for metal, rate in catalog.rates().items()} | wanted
        if wanted:
            catalog.set_rates(wanted, force=force)
        if as_json:
            print_json(rates_document(catalog))
        else:
            console().print(rates_table(catalog))


@command.command()
def build() -> None:
    """Build catalog.db from the sources below assets/catalog/ and assets/knowledge/."""
    from kiosk.base.paths import CATALOG
    from kiosk.catalog.building import build_catalog
    from kiosk.cli._output import console
    from kiosk.knowledge.building import build as build_knowledge

    sources = build_catalog(CATALOG, extend=build_knowledge)
    console().print(f"{CATALOG.name}: {len(sources.pieces)} pieces, {len(sources.units)} units.")


def _read_pairs(words: tuple[str, ...], form: str) -> dict[str, str]:
    """KEY=VALUE words as a mapping; `form` says what a word has to look like."""
    from kiosk.base.errors import UsageError

    pairs: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key or not value:
            raise UsageError(f"{word!r} is {form}.")
        if key in pairs:
            raise UsageError(f"{key} is given twice.")
        pairs[key] = value
    return pairs


@command.command()
@click.argument("action", type=click.Choice(["show", "set", "clear"]), default="show")
@click.argument("kind", required=False)
@click.argument("values", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("--from", "begins", type=click.DateTime(["%Y-%m-%d"]), help="First day; today by default.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day on which it holds.")
@click.option("--zh", help="Words of your own beside the values, in Chinese.")
@click.option("--en", help="Words of your own beside the values, in English.")
@click.option("--by", default="manager", help="The role that sets it: owner, manager or staff; never a name.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def services(
    action: str,
    kind: str | None,
    values: tuple[str, ...],
    begins: "datetime | None",
    until: "datetime | None",
    zh: str | None,
    en: str | None,
    by: str,
    as_json: bool,
) -> None:
    """Show what the shop says of its services, set one, or clear one.

    For example: services set hours days_of_week=mon-sun open=10:00 close=22:00
    """
    from kiosk.base.errors import UsageError
    from kiosk.base.settings import read_settings
    from kiosk.catalog.store import Catalog
    from kiosk.cli._catalog_tables import services_document, services_table
    from kiosk.cli._output import console, print_json

    settings = read_settings()
    if action != "show" and kind is None:
        raise UsageError(f"Say which service to {action}, such as hours.")
    if by == "demo":
        raise UsageError("demo is the shipped catalog's own; a shop's record is set by owner, manager or staff.")
    with Catalog.open(rate_limit_h=settings.rate_limit_h) as catalog:
        if action == "set" and kind:
            catalog.set_service(
                kind, _read_pairs(values, _VALUE_FORM), text_zh=zh, text_en=en, set_by=by,
                valid_from=begins.date() if begins else None, valid_until=until.date() if until else None,
            )  # fmt: skip
        elif action == "clear" and kind:
            catalog.clear_service(kind, set_by=by)
        if as_json:
            print_json(services_document(catalog, kind))
        else:
            console().print(services_table(catalog, settings.language, kind))


@command.group()
def reviews() -> None:
    """What customers wrote: shown by piece and aspect, taken in from a file."""


@reviews.command("show")
@click.argument("sku")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--language", type=click.Choice(LANGUAGES), default=None, help="By default the shop's.")
def show_reviews(sku: str, as_json: bool, language: Language | None) -> None:
    """Show what the reviews of one piece praise and complain of."""
    from kiosk.base.settings import read_settings
    from kiosk.catalog.store import Catalog
    from kiosk.cli._catalog_tables import reviews_document, reviews_table
    from kiosk.cli._output import console, print_json
    from kiosk.knowledge.praise import Praise

    settings = read_settings()
    with Catalog.open(rate_limit_h=settings.rate_limit_h) as catalog:
        piece = catalog.piece(sku)
        document = reviews_document(Praise(catalog).of(piece.sku), language or settings.language)
    if as_json:
        print_json({"sku": piece.sku, **document})
    else:
        console().print(reviews_table(piece.sku, document, language or settings.language))


@reviews.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Check and show, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def import_reviews(file: Path, preview: bool, as_json: bool) -> None:
    """Take in a CSV file or JSON lines with sku, date, language, text and perhaps stars: all rows or none.

    Other columns, such as the author, are not read; addresses, numbers and names are taken out of the texts.
    """
    from kiosk.base.settings import read_settings
    from kiosk.catalog.reviews import read_reviews
    from kiosk.catalog.store import Catalog
    from kiosk.cli._catalog_tables import batch_table
    from kiosk.cli._output import console, print_json

    with Catalog.open(rate_limit_h=read_settings().rate_limit_h) as catalog:
        skus = {piece.sku for piece in catalog.pieces()}
        batch = read_reviews(file, skus, catalog.all_reviews(), today=catalog.today())
        if not preview:
            catalog.add_reviews(batch.reviews)
    if as_json:
        print_json(
            {
                "reviews": len(batch.reviews),
                "dropped": list(batch.dropped),
                "redacted": batch.redacted,
                "written": not preview,
            }
        )
        return
    out = console()
    out.print(batch_table(batch))
    left = f" Not read: {', '.join(batch.dropped)}." if batch.dropped else ""
    done = "would be taken in" if preview else "taken in"
    out.print(f"{len(batch.reviews)} reviews {done}, {batch.redacted} with something private taken out.{left}")
