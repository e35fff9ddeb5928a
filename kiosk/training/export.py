"""The trained table as an int8 ONNX model: look the rows up, add them, scale to length 1. Any number of features."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, checker, helper, numpy_helper, save_model

OPSET = 17
IR_VERSION = 8


def quantise(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as int8, and each row's scale: (rows, dimensions) and (rows, 1)."""
    scale = np.abs(table).max(axis=1, keepdims=True) / 127.0
    scale = np.where(scale > 0, scale, 1.0).astype(np.float32)
    return np.round(table / scale).astype(np.int8), scale


def export(table: NDArray[np.float32], path: Path) -> None:
    """Write the model: input `ids` int64 (texts, features; 0 is padding), output `embedding` (texts, dimensions)."""
    rows, scale = quantise(table)
    rows[0] = 0
    scale[0] = 0.0
    nodes = [
        helper.make_node("Gather", ["rows", "ids"], ["picked"], axis=0),
        helper.make_node("Cast", ["picked"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "ids"], ["factors"], axis=0),
        helper.make_node("Mul", ["floats", "factors"], ["vectors"]),
        helper.make_node("ReduceSum", ["vectors", "axis"], ["sum"], keepdims=0),
        helper.make_node("ReduceL2", ["sum"], ["length"], axes=[1], keepdims=1),
        helper.make_node("Max", ["length", "tiny"], ["safe"]),
        helper.make_node("Div", ["sum", "safe"], ["embedding"]),
    ]
    graph = helper.make_graph(
        nodes,
        "vitrine-encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "features"])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", table.shape[1]])],
        [
            numpy_helper.from_array(rows, "rows"),
            numpy_helper.from_array(scale, "scales"),
            numpy_helper.from_array(np.array([1], np.int64), "axis"),
            numpy_helper.from_array(np.array(1e-9, np.float32), "tiny"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    checker.check_model(model)
    save_model(model, str(path))
