"""Engines are plain Python; here they get their threads."""
