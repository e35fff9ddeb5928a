"""The one place that imports cv2 first: its import points Qt at cv2's own plugins, which is undone here.

`import cv2` sets QT_QPA_PLATFORM_PLUGIN_PATH and QT_QPA_FONTDIR; PySide6 would then look for its platform plugin
in cv2's folder and fail to open a window.
"""

import os

_KEPT = {name: os.environ.get(name) for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")}

import cv2  # noqa: E402 - the environment has to be noted before

for _name, _value in _KEPT.items():
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value

__all__ = ["cv2"]
