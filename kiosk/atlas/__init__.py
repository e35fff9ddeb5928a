"""A baked piece as a file: its views over a grid of poses, their layers, reading and writing."""
