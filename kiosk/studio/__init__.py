"""Parametric pieces in millimetres: models, path-traced pictures, pose atlases. Needs the train extra to bake."""
