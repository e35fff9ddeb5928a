"""The guide: understanding -> dialogue -> answers. Every claim it makes has a source."""
