"""Body pose from a wheel: its landmark model lacks the note on how its input is normalised; here it is added."""

import numpy as np

from kiosk.inference.bundles import Member, aligned_bundle
from kiosk.inference.schemas import MODEL_IDENTIFIER, MetadataSchema, model_schema, pack, unpack_model

DETECTOR_SOURCE = "pose_detection/pose_detection.tflite"
LANDMARKS_SOURCE = "pose_landmark/pose_landmark_full.tflite"
_DATE_TIME = (2023, 4, 26, 3, 27, 2)


def rebuild_pose(detector: bytes, landmarks: bytes) -> bytes:
    """`pose_wheel_meta.task` (33 points) from the wheel's pose detector and full landmark model."""
    return aligned_bundle(
        [
            Member("pose_detector.tflite", detector),
            Member("pose_landmarks_detector.tflite", with_normalisation(landmarks, mean=0.0, std=255.0)),
        ],
        date_time=_DATE_TIME,
    )


def with_normalisation(model: bytes, *, mean: float, std: float) -> bytes:
    """The model with metadata that says: RGB, (value - mean) / std."""
    schema, tree = model_schema(), unpack_model(model)
    graph = tree.subgraphs[0]
    blob = MetadataSchema().image_normalisation(len(graph.inputs), len(graph.outputs), mean=mean, std=std)
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(blob, np.uint8)
    tree.buffers.append(buffer)
    entry = schema.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", len(tree.buffers) - 1
    tree.metadata = [*(tree.metadata or []), entry]
    return pack(tree, MODEL_IDENTIFIER)
