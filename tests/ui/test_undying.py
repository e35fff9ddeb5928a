"""The screens outlive the references to None that PySide loses."""

import sys

import pytest

from kiosk.ui.undying import SPARE


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from Python 3.12 on None is not counted")
def test_none_has_references_to_spare() -> None:
    assert sys.getrefcount(None) > SPARE // 2
