"""The TFLite schemas that mediapipe carries, loaded by file: mediapipe itself (and its 0.3 s) is never imported."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import flatbuffers

from kiosk.base.errors import KnownError

MODEL_IDENTIFIER = b"TFL3"
METADATA_IDENTIFIER = b"M001"


@cache
def _load(name: str) -> ModuleType:
    found = importlib.util.find_spec("mediapipe")
    roots = list(found.submodule_search_locations or ()) if found else []
    path = next((p for root in roots if (p := Path(root) / "tasks" / "metadata" / f"{name}.py").is_file()), None)
    spec = importlib.util.spec_from_file_location(f"vitrine_{name}", path) if path else None
    if spec is None or spec.loader is None:
        raise KnownError("mediapipe is not installed, so the landmark models cannot be rebuilt; run the set-up again.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class MetadataSchema:
    """What a model says about itself: author, version, and how its input is normalised."""

    def __init__(self) -> None:
        self._schema: Any = _load("metadata_schema_py_generated")

    def with_author(self, blob: bytes, *, author: str, version: str) -> bytes:
        """The metadata blob with another author and version."""
        metadata = self._schema.ModelMetadataT.InitFromObj(self._schema.ModelMetadata.GetRootAs(blob, 0))
        metadata.author, metadata.version = author, version
        return pack(metadata, METADATA_IDENTIFIER)

    def image_normalisation(self, inputs: int, outputs: int, *, mean: float, std: float) -> bytes:
        """The metadata blob of a model whose inputs are RGB pictures normalised as (value - mean) / std."""
        schema = self._schema
        graph = schema.SubGraphMetadataT()
        graph.inputTensorMetadata = [self._image(mean, std) for _ in range(inputs)]
        graph.outputTensorMetadata = [schema.TensorMetadataT() for _ in range(outputs)]
        metadata = schema.ModelMetadataT()
        metadata.subgraphMetadata = [graph]
        return pack(metadata, METADATA_IDENTIFIER)

    def _image(self, mean: float, std: float) -> Any:
        schema = self._schema
        properties = schema.ImagePropertiesT()
        properties.colorSpace = schema.ColorSpaceType.RGB
        content = schema.ContentT()
        content.contentPropertiesType = schema.ContentProperties.ImageProperties
        content.contentProperties = properties
        options = schema.NormalizationOptionsT()
        options.mean, options.std = [mean], [std]
        unit = schema.ProcessUnitT()
        unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
        unit.options = options
        tensor = schema.TensorMetadataT()
        tensor.content, tensor.processUnits = content, [unit]
        return tensor


def model_schema() -> Any:
    """The generated module of the TFLite model schema."""
    return _load("schema_py_generated")


def unpack_model(model: bytes) -> Any:
    """The model as a tree of mutable objects (`ModelT`)."""
    schema = model_schema()
    return schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))


def pack(tree: Any, identifier: bytes) -> bytes:
    """Flatbuffer bytes of an object tree."""
    builder = flatbuffers.Builder(0)
    builder.Finish(tree.Pack(builder), file_identifier=identifier)
    return bytes(builder.Output())
