"""Loops end when told, mailboxes keep the newest, the executor answers in order on the screen's thread."""

import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from kiosk.base.errors import KnownError
from kiosk.ui.threads.executor import Executor
from kiosk.ui.threads.loop import Loop
from kiosk.ui.threads.mailbox import Mailbox


def test_a_loop_steps_until_it_is_stopped_and_closes_in_its_thread(qtbot: QtBot) -> None:
    steps: list[int] = []
    threads: list[int] = []

    def step() -> bool:
        steps.append(1)
        QThread.msleep(1)
        return True

    def opening() -> object:
        threads.append(threading.get_ident())
        return step

    loop = Loop("test", opening, lambda: threads.append(threading.get_ident()))  # type: ignore[arg-type]
    with qtbot.waitSignal(loop.opened):
        loop.start()
    qtbot.waitUntil(lambda: len(steps) > 3)
    assert loop.stop()
    assert threads[0] == threads[1] != threading.get_ident()


def test_a_failing_step_is_told_and_still_closes(qtbot: QtBot) -> None:
    closed: list[bool] = []

    def step() -> bool:
        raise KnownError("unplugged")

    loop = Loop("test", lambda: step, lambda: closed.append(True))
    with qtbot.waitSignal(loop.failed) as failed:
        loop.start()
    assert loop.stop()
    assert str(failed.args[0]) == "unplugged"
    assert closed == [True]


def test_a_loop_ends_by_itself(qtbot: QtBot) -> None:
    loop = Loop("test", lambda: lambda: False)
    with qtbot.waitSignal(loop.finished):
        loop.start()
    assert loop.stop()


def test_a_mailbox_keeps_the_newest_and_rings_once(qtbot: QtBot) -> None:
    box: Mailbox[int] = Mailbox()
    rings: list[int] = []
    box.ready.connect(lambda: rings.append(1))
    for number in range(5):
        box.put(number)
    assert rings == [1]
    assert box.overwritten == 4
    assert box.take() == 4
    assert box.take() is None
    box.put(7)
    assert rings == [1, 1]


def test_the_executor_answers_in_order_on_this_thread(qtbot: QtBot) -> None:
    executor = Executor()
    answers: list[tuple[int, int]] = []
    for number in range(4):
        executor.submit(lambda number=number: number, lambda value: answers.append((value, threading.get_ident())))
    qtbot.waitUntil(lambda: len(answers) == 4)
    executor.close()
    assert answers == [(number, threading.get_ident()) for number in range(4)]


def test_a_failed_request_is_told(qtbot: QtBot) -> None:
    executor = Executor()
    errors: list[BaseException] = []

    def fail() -> None:
        raise KnownError("no catalog")

    executor.submit(fail, lambda _: pytest.fail("there is no answer"), errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    executor.close()
    assert str(errors[0]) == "no catalog"


def test_nothing_arrives_after_closing(qtbot: QtBot) -> None:
    executor = Executor()
    answers: list[int] = []
    executor.submit(lambda: 1, answers.append)
    executor.close()
    executor.submit(lambda: 2, answers.append)
    qtbot.wait(20)
    assert answers == []
