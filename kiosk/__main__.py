"""The program's entry: `python -m kiosk`, or the `kiosk` console script."""

from kiosk.cli import main

if __name__ == "__main__":
    main()
