"""The trained network as ONNX, and the vectors beside it; what was written is read again and compared."""

import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import torch

from kiosk.knowledge.vectors import KIND, GraphArrays, Vocabulary, run_network
from kiosk.training.graph.fitting import tensors
from kiosk.training.graph.network import GraphNetwork
from kiosk.training.graph.ranking import Ints


def export(network: GraphNetwork, arrays: GraphArrays, vocabulary: Vocabulary, folder: Path) -> float:
    """Write `model.onnx`, `graph.json` and `vectors.npz` for a graph's nodes, mixed along its triples.

    Returns:
        The largest difference of any number of the vectors between torch and the written ONNX file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    triples = arrays.mirrored(arrays.triples)
    write_onnx(network, arrays, triples, folder / "model.onnx")
    document = {"kind": KIND, **vocabulary.document()}
    (folder / "graph.json").write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")), "utf-8")
    with torch.no_grad():
        exact = network.eval()(*tensors(arrays, triples)).numpy()
    np.savez_compressed(folder / "vectors.npz", vectors=exact.astype(np.float16))
    return float(np.abs(run_network(folder / "model.onnx", arrays) - exact).max())


def write_onnx(network: GraphNetwork, arrays: GraphArrays, triples: Ints, path: Path) -> None:
    """The network with inputs `own`, `kinds`, `numbers`, `triples` and output `vectors`, for any graph."""
    # The exporter warns of libraries that this network has no use for.
    logging.getLogger("torch.onnx._internal.exporter._registration").setLevel(logging.ERROR)
    nodes, edges = torch.export.Dim("nodes", min=1), torch.export.Dim("edges", min=1)
    program = torch.onnx.export(
        network.eval(), tensors(arrays, triples), dynamo=True, opset_version=18, verbose=False, optimize=True,
        input_names=["own", "kinds", "numbers", "triples"], output_names=["vectors"],
        dynamic_shapes={"own": {0: nodes}, "kinds": {0: nodes}, "numbers": {0: nodes}, "triples": {0: edges}},
    )  # fmt: skip
    save(program.model_proto, path)


def save(model: Any, path: Path) -> None:
    """Write a model without the notes of its making."""
    from onnx import save_model

    del model.graph.value_info[:]
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    save_model(model, str(path))
