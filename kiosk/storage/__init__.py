"""Opening, migrating and backing up a database; the only place with sqlite_utils."""
