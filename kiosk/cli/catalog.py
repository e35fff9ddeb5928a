"""`kiosk catalog`: show, check and build the catalog, and set the day's metal rates."""

import click

from kiosk.base.settings import LANGUAGES, Language


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
    from kiosk.cli._catalog_tables import piece_table, shelf_table
    from kiosk.cli._output import console, print_json

    settings = read_settings()
    language = language or settings.language
    with Catalog.open(rate_limit_h=settings.rate_limit_h) as catalog:
        pieces = (catalog.piece(sku),) if sku else catalog.pieces()
        documents = [
            catalog_document(piece, catalog.quote(piece), catalog.units(piece.sku), utc_now(), language)
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

    wanted = _read_prices(prices)
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


def _read_prices(words: tuple[str, ...]) -> dict[str, str]:
    from kiosk.base.errors import UsageError

    prices: dict[str, str] = {}
    for word in words:
        metal, equals, price = word.partition("=")
        if not equals or not metal or not price:
            raise UsageError(f"{word!r} is no rate; write METAL=PRICE, such as gold_999=1388.")
        if metal in prices:
            raise UsageError(f"{metal} is given twice.")
        prices[metal] = price
    return prices
