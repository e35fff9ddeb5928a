"""What the parts can do, measured: one suite a module, one report a suite."""
