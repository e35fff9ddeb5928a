"""The mirror: camera -> landmarks -> fitting -> compositing -> pipeline."""
