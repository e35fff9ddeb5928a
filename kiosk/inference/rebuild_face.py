"""Face landmarks from a wheel alone: 468 real points; the 10 iris points that the task expects are zeros.

Put in as it is, the wheel's model is accepted silently and gives wrong points, because the task reads 478 points from
its 468. A concatenation that appends 30 zeros to the output mends that. No scale can be taken from this iris.
"""

from typing import Any

import numpy as np

from kiosk.inference.bundles import Member, aligned_bundle
from kiosk.inference.schemas import MODEL_IDENTIFIER, model_schema, pack, unpack_model

DETECTOR_SOURCE = "face_detection/face_detection_short_range.tflite"
LANDMARKS_SOURCE = "face_landmark/face_landmark.tflite"
MESH_VALUES = 468 * 3
IRIS_VALUES = 10 * 3
_DATE_TIME = (2023, 4, 26, 3, 27, 2)
_CHANNEL_AXIS = 3


def rebuild_face(detector: bytes, landmarks: bytes) -> bytes:
    """`face_padded.task` from the wheel's short-range face detector and 468-point mesh."""
    return aligned_bundle(
        [Member("face_detector.tflite", detector), Member("face_landmarks_detector.tflite", pad_iris(landmarks))],
        date_time=_DATE_TIME,
    )


def pad_iris(landmarks: bytes) -> bytes:
    """The mesh model with 30 zeros appended to its first output: (1, 1, 1, 1404) becomes (1, 1, 1, 1434)."""
    schema, model = model_schema(), unpack_model(landmarks)
    graph = model.subgraphs[0]
    old_output = int(graph.outputs[0])
    kind = graph.tensors[old_output].type

    zeros = schema.BufferT()
    zeros.data = np.zeros(IRIS_VALUES, "<f4").view(np.uint8)
    model.buffers.append(zeros)
    graph.tensors.append(_tensor(schema, "iris_zeros", IRIS_VALUES, kind, buffer=len(model.buffers) - 1))
    graph.tensors.append(_tensor(schema, "padded_landmarks", MESH_VALUES + IRIS_VALUES, kind, buffer=0))
    padded = len(graph.tensors) - 1

    code = schema.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = schema.BuiltinOperator.CONCATENATION
    code.version = 1
    model.operatorCodes.append(code)
    graph.operators.append(_concatenation(schema, len(model.operatorCodes) - 1, [old_output, padded - 1], padded))
    graph.outputs = [padded, *(int(output) for output in graph.outputs[1:])]
    return pack(model, MODEL_IDENTIFIER)


def _tensor(schema: Any, name: str, values: int, kind: int, *, buffer: int) -> Any:
    tensor = schema.TensorT()
    tensor.name, tensor.shape, tensor.type, tensor.buffer = name, [1, 1, 1, values], kind, buffer
    return tensor


def _concatenation(schema: Any, code: int, inputs: list[int], output: int) -> Any:
    options = schema.ConcatenationOptionsT()
    options.axis = _CHANNEL_AXIS
    options.fusedActivationFunction = schema.ActivationFunctionType.NONE
    operator = schema.OperatorT()
    operator.opcodeIndex, operator.inputs, operator.outputs = code, inputs, [output]
    operator.builtinOptionsType = schema.BuiltinOptions.ConcatenationOptions
    operator.builtinOptions = options
    return operator
