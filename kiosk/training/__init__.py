"""Training our own models from our own data; the only place with torch (the [train] extra)."""
