"""`kiosk source`: what stands behind a claim."""

import click


@click.command("source")
@click.argument("identifier", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="The source as JSON.")
def command(identifier: str, as_json: bool) -> None:
    """Show what a claim's source says.

    ID is catalog:SKU.FIELD, fact:ID, graph:SUBJECT|RELATION|OBJECT, rate:METAL@DATE, service:KIND or
    reviews:SKU.ASPECT.
    """
    from kiosk.catalog.seed import user_catalog
    from kiosk.catalog.store import Catalog
    from kiosk.cli._output import console, print_json
    from kiosk.knowledge.sources import source
    from kiosk.knowledge.store import Knowledge

    path = user_catalog()
    with Catalog.open(path) as catalog:
        document = source(identifier, catalog, Knowledge.open(path))
    if as_json:
        print_json(document)
        return
    out = console()
    out.print(document["text"]["zh"], document["text"]["en"], sep="\n", markup=False)
    out.print(f"{document['reference']} ({document['status']})", style="dim", markup=False)
