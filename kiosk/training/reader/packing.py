"""Shrinking an exported model: large float matrices as bytes with a scale a row or column, unpacked on loading."""

from pathlib import Path
from typing import Any, Final

import numpy as np
from onnx import helper, numpy_helper, save_model

_LARGE: Final = 4096


def pack(model: Any, path: Path) -> None:
    """Write a model whose large float matrices are int8; the runtime turns them back into floats once, on loading.

    The matrices were rounded before (`network.Exported`), so that little is lost.
    """
    graph = model.graph
    kept, added = [], []
    for tensor in graph.initializer:
        array = numpy_helper.to_array(tensor)
        if array.dtype != np.float32 or array.ndim != 2 or array.size < _LARGE:
            kept.append(tensor)
            continue
        axis = _scale_axis(array)
        scale = np.maximum(np.abs(array).max(axis=axis, keepdims=True) / 127, 1e-8).astype(np.float32)
        name = tensor.name
        kept.append(numpy_helper.from_array(np.round(array / scale).astype(np.int8), f"{name}.bytes"))
        kept.append(numpy_helper.from_array(scale, f"{name}.scale"))
        added.append(helper.make_node("Cast", [f"{name}.bytes"], [f"{name}.floats"], to=1))
        added.append(helper.make_node("Mul", [f"{name}.floats", f"{name}.scale"], [name]))
    nodes = [*added, *graph.node]
    del graph.initializer[:], graph.node[:], graph.value_info[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    for node in graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    save_model(model, str(path))


def _scale_axis(array: Any) -> int:
    """The axis along which one scale holds: that which the weights were rounded along (rows of the untransposed)."""

    def loss(axis: int) -> float:
        scale = np.maximum(np.abs(array).max(axis=axis, keepdims=True) / 127, 1e-8)
        return float(np.abs(np.round(array / scale) * scale - array).mean())

    return min((0, 1), key=loss)
