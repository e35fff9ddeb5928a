"""The tables of the catalog, as migrations: what was applied once is never edited, only added to."""

from kiosk.storage.database import Database
from kiosk.storage.migrations import Migrations

migrations = Migrations("catalog")


@migrations()
def pieces_units_rates(db: Database) -> None:
    """The first catalog. Lists and mappings are JSON; costs stand apart so that nothing reads them by accident."""
    db.executescript(
        """
        CREATE TABLE pieces (
            sku TEXT PRIMARY KEY,
            position INTEGER NOT NULL,
            name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
            description_zh TEXT NOT NULL, description_en TEXT NOT NULL,
            category TEXT NOT NULL,
            price_mode TEXT NOT NULL CHECK (price_mode IN ('fixed', 'by_weight')),
            price_fixed INTEGER, rate_metal TEXT,
            labour_per_g REAL NOT NULL, labour_per_piece REAL NOT NULL,
            metal TEXT, metals TEXT NOT NULL, fineness INTEGER,
            gems TEXT NOT NULL, gem_origin TEXT, colour TEXT NOT NULL, cut TEXT NOT NULL,
            carat REAL, clarity TEXT, colour_grade TEXT,
            treatment_zh TEXT, treatment_en TEXT, care_zh TEXT, care_en TEXT,
            certificate TEXT,
            weight_g REAL, length_mm REAL, inner_diameter_mm REAL,
            styles TEXT NOT NULL, occasions TEXT NOT NULL, recipients TEXT NOT NULL,
            stones TEXT NOT NULL, dimensions_mm TEXT NOT NULL,
            images TEXT NOT NULL, atlas TEXT, spec TEXT NOT NULL
        );
        CREATE TABLE costs (
            sku TEXT PRIMARY KEY REFERENCES pieces(sku) ON DELETE CASCADE,
            yuan INTEGER NOT NULL CHECK (yuan > 0)
        );
        CREATE TABLE units (
            tag TEXT PRIMARY KEY,
            sku TEXT NOT NULL REFERENCES pieces(sku) ON DELETE CASCADE,
            weight_g REAL NOT NULL CHECK (weight_g > 0),
            size_mm REAL,
            certificate_number TEXT,
            tray TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('in_stock', 'held', 'sold')),
            held_until TEXT, counted_at TEXT,
            CHECK ((state = 'held') = (held_until IS NOT NULL))
        );
        CREATE INDEX units_of_piece ON units (sku);
        CREATE TABLE rates (
            metal TEXT PRIMARY KEY,
            yuan_per_g TEXT NOT NULL,
            set_at TEXT NOT NULL,
            demo INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE seed (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        """
    )


@migrations()
def services_of_the_shop(db: Database) -> None:
    """What the shop offers besides its pieces. Rows are only added: the last one that holds today counts."""
    db.executescript(
        """
        CREATE TABLE services (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            details TEXT NOT NULL,
            text_zh TEXT, text_en TEXT,
            valid_from TEXT NOT NULL,
            valid_until TEXT,
            set_on TEXT NOT NULL,
            set_by TEXT NOT NULL,
            cleared INTEGER NOT NULL DEFAULT 0 CHECK (cleared IN (0, 1))
        );
        CREATE INDEX services_of_kind ON services (kind);
        """
    )


@migrations()
def reviews_of_customers(db: Database) -> None:
    """What customers wrote of the pieces; no column could hold who."""
    db.executescript(
        """
        CREATE TABLE reviews (
            id INTEGER PRIMARY KEY,
            sku TEXT NOT NULL REFERENCES pieces(sku) ON DELETE CASCADE,
            written_on TEXT NOT NULL,
            language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
            text TEXT NOT NULL,
            stars INTEGER CHECK (stars BETWEEN 1 AND 5),
            demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
            UNIQUE (sku, text)
        );
        """
    )
