"""What a piece cost the shop. Staff alone see it: ranking, reasons and answers never import this module."""

from kiosk.storage.database import Database


def read_costs(db: Database) -> dict[str, int]:
    """Yuan by SKU."""
    return {str(row["sku"]): int(row["yuan"]) for row in db.query("SELECT sku, yuan FROM costs ORDER BY sku")}
