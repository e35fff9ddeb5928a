"""Whose fault is it? The world's (`KnownError`) or ours (`BugError`)."""


class KioskError(Exception):
    """Anything Vitrine raises on purpose."""


class KnownError(KioskError):
    """The world's fault: unplugged, disk full, a bad file.

    The message is one plain sentence for the person in front of the machine, and says what to do.
    """


class UsageError(KnownError):
    """The command line was used wrongly (exit code 2)."""


class BugError(KioskError):
    """Our fault: logged, and the kiosk goes back to its home screen."""
