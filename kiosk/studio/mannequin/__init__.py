"""The display hand and bust that wear the pieces where there is no camera, and the ground truth of the mirror's tests.

Their joints, widths and scale are known exactly, because they are modelled.
"""
