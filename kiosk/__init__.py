"""Vitrine (璀镜): a touchscreen guide and try-on mirror for jewelry stores."""

__version__ = "0.1.0"
