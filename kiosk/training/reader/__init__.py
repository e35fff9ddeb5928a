"""The joint reader of intent and slots: sentences made from templates, a small Transformer, its export and its card."""
