"""The view models: what each screen shows and what its buttons do. No engine logic lives here."""
