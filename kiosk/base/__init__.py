"""What every part stands on: errors, settings, paths, log, text."""
