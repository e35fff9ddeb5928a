"""Pieces, units and prices: what the shop has, and what it costs today."""
