"""How the builder tells what it does."""

import sys


def tell(text: str) -> None:
    """One line on standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
