"""Models: where they lie, whether they are right, getting them, running them; the only place with onnxruntime."""
