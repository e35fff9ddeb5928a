"""What Vitrine knows about jewelry: graph, facts, search, sources and sizes."""
