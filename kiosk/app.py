"""Engines to threads to window: the only place that wires the screen."""

import logging
import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QSize, QTimer, QtMsgType, Slot, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QPixmapCache

from kiosk import engines
from kiosk.advice.visit import Visit
from kiosk.base.errors import KnownError
from kiosk.base.settings import Language, Settings, read_settings
from kiosk.knowledge.inbox import Inbox
from kiosk.privacy.session import Session
from kiosk.ui.items.video import VideoItem
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.threads.advising import Adviser
from kiosk.ui.threads.executor import Executor
from kiosk.ui.threads.hearing import Hearing
from kiosk.ui.threads.looking import Looking, Openers, Shown
from kiosk.ui.threads.speaking import Speaking
from kiosk.ui.tour import LANDSCAPE, PORTRAIT, Tour
from kiosk.ui.window import Window

log = logging.getLogger(__name__)
CLEAR_SHARE, CLEAR_SHARE_WIDE = 0.74, 0.88
"""Of the mirror's height, what lies above the controls at its foot; a wide screen has them at its side."""
EAR_CHECK_MS = 15_000
"""How often a missing microphone is looked for."""


@dataclass(frozen=True)
class Options:
    """What `kiosk run` was told."""

    camera: str = "0"
    microphone: str | None = None
    language: Language | None = None
    size: tuple[int, int] | None = None
    """Pixels; None lets the screen decide."""
    fullscreen: bool = False
    seconds: float | None = None
    """End by itself after so long."""
    screenshots: Path | None = None


class App(QObject):
    """One running kiosk. A QObject, so that what threads tell it arrives on the screen's thread."""

    def __init__(self, options: Options, settings: Settings) -> None:
        super().__init__()
        self._options = options
        self._settings = replace(settings, language=options.language) if options.language else settings
        self.catalog = engines.open_catalog(self._settings)
        self.session = Session()
        self.kiosk = Kiosk(self.catalog, self._settings, self.session, patient=options.screenshots is None)
        self.window = Window(self.kiosk, QSize(*self._first_size()))
        self.executor = Executor(self.kiosk)
        self.adviser = Adviser(self.kiosk, self.catalog, self.executor, self._visit_so_far)
        self.looking = Looking(
            Openers(self._open_camera, self._open_mirror, self._open_display),
            self.kiosk.shelf.pieces,
            self._aspect,
            self.kiosk,
        )
        self.hearing = Hearing(self._open_microphone, engines.open_recogniser, self.kiosk)
        self.speaking = Speaking(lambda: engines.open_speaker(self._settings), self.kiosk)
        self._ear_check = QTimer(self)
        self._ear_check.setInterval(EAR_CHECK_MS)
        self._connect()

    def show(self) -> None:
        """Open the window; what is heavy waits for the first frame."""
        if self._options.fullscreen:
            self.window.showFullScreen()
        else:
            self.window.show()
        self.kiosk.visit.watch()
        QTimer.singleShot(0, self._after_first_frame)

    def close(self) -> None:
        """End every thread, then the window, then the catalog."""
        self.kiosk.visit.unwatch()
        self._ear_check.stop()
        self.looking.close()
        self.hearing.close()
        self.speaking.close()
        self.executor.close()
        self.window.close_for_good()
        self.session.wipe()
        self.catalog.close()

    def _after_first_frame(self) -> None:
        self.adviser.open(lambda: engines.open_guide(self.catalog))
        self.executor.submit(self.kiosk.dictionary.warm, lambda _: None)
        self.hearing.start()
        self.speaking.start()
        self._ear_check.start()
        self._check_ears()

    @Slot()
    def _check_ears(self) -> None:
        language = self.kiosk.words.current
        self.executor.submit(lambda: self._ears(language), lambda found: self.kiosk.ask.set_microphone(*found))

    def _ears(self, language: Language) -> tuple[bool, str]:
        """Whether one can speak here, and the text that explains why not; no device is opened for it."""
        from kiosk.voice.soundcard import input_devices

        source = self._options.microphone
        try:
            here = source != "none" and (Path(str(source)).is_file() if _is_wav(source) else bool(input_devices()))
        except KnownError as error:
            log.info("no microphone: %s", error)
            here = False
        if not here:
            return False, "ask.no_microphone"
        return (True, "") if engines.speech_ready(language) else (False, "ask.no_speech")

    def _connect(self) -> None:
        screen = self.kiosk.mirror
        screen.worn_changed.connect(self.looking.wear)
        screen.wanted.connect(self._look)
        screen.zoomed.connect(self._zoom)
        screen.frozen.connect(self.looking.freeze)
        self.looking.state.connect(screen.report)
        self.looking.frames.ready.connect(self._frame)
        ask = self.kiosk.ask
        ask.start_listening = self._listen
        ask.stop_listening = self.hearing.end
        ask.hush = self.speaking.hush
        self._ear_check.timeout.connect(self._look_for_ears)
        self.kiosk.words.changed.connect(self._check_ears)
        self.window.touched.connect(ask.touched)
        self.window.released.connect(ask.released)
        self.hearing.understood.connect(ask.understood)
        self.hearing.meant.connect(ask.meant)
        self.hearing.unheard.connect(ask.unheard)
        self.hearing.lost.connect(ask.deaf)
        self.hearing.sound.ready.connect(self._sound)
        self.speaking.talking.connect(ask.speaking)
        self.speaking.ready.connect(self._voice_ready)
        self.speaking.lost.connect(self._voice_lost)
        self.kiosk.left.connect(self._forget)
        self.kiosk.detail.opened.connect(self._piece_opened)
        self.kiosk.visit.called.connect(self.speaking.chime)
        ask.leave_question = self._leave_question

    def _visit_so_far(self) -> Visit:
        return Visit.of(self.session.viewed(), self.session.entries())

    def _listen(self) -> None:
        # Holding the button is the consent for the microphone, for as long as it is held.
        self.session.give("microphone")
        self.hearing.listen(self.kiosk.words.current)

    @Slot(str)
    def _piece_opened(self, sku: str) -> None:
        self.session.view(sku)
        self.adviser.look(sku)

    def _leave_question(self, sentence: str) -> None:
        language = self.kiosk.words.current
        self.executor.submit(lambda: Inbox().keep(sentence, language), lambda _: None)

    @Slot()
    def _look_for_ears(self) -> None:
        # A microphone that was pulled out may be back.
        if not self.kiosk.ask.can_listen:
            self._check_ears()

    def _read_aloud(self, words: str) -> None:
        question = str(self.kiosk.ask.property("question"))
        self.speaking.say(words, self.kiosk.words.current, question)

    @Slot()
    def _voice_ready(self) -> None:
        self.kiosk.ask.set_voice(self._read_aloud)

    @Slot()
    def _voice_lost(self) -> None:
        self.kiosk.ask.set_voice(None)

    @Slot()
    def _sound(self) -> None:
        sound = self.hearing.sound.take()
        if sound is not None:
            self.kiosk.visit.touch()
            self.kiosk.ask.hearing(sound.partial, sound.level)

    @Slot()
    def _frame(self) -> None:
        shown: Shown | None = self.looking.frames.take()
        video = self._video()
        if shown is None or video is None or (shown.live and not self.session.allows("camera")):
            return
        screen = self.kiosk.mirror
        if shown.live:
            self.kiosk.visit.seen(shown.someone)
        video.show_mirrored(shown.image, shown.mirrored)
        screen.measured(shown.reason, shown.values, shown.scale, shown.error)

    @Slot(str)
    def _look(self, what: str) -> None:
        self._clear_video()
        if what == "nothing":
            self.looking.stop()
        else:
            self.looking.start(camera=what == "camera")

    @Slot(bool)
    def _zoom(self, on: bool) -> None:
        size = self.window.size()
        self.looking.close_up((size.width(), size.height()) if on else None)

    def _video(self) -> VideoItem | None:
        found = self.window.item("mirror.video")
        return found if isinstance(found, VideoItem) else None

    def _clear_video(self) -> None:
        video = self._video()
        if video is not None:
            video.clear()

    @Slot()
    def _forget(self) -> None:
        self.adviser.forget()
        self._clear_video()
        # Decoded pieces may stay; a picture of a person never enters a cache, yet nothing of a visit should.
        QPixmapCache.clear()

    def _open_camera(self) -> Any:
        from kiosk.tryon.camera import open_source

        self.session.require("camera")
        return open_source(self._options.camera, rotation_deg=self._settings.camera_rotation_deg)

    def _open_mirror(self) -> Any:
        return engines.open_mirror(stream=True, aspect=self._clear_aspect())

    def _open_display(self) -> Any:
        from kiosk.tryon.display import DisplayMirror

        return DisplayMirror(aspect=self._clear_aspect())

    def _aspect(self) -> float:
        """The screen's width / height."""
        return self.window.width() / max(1, self.window.height())

    def _clear_aspect(self) -> float:
        """Width / height of the part of the mirror that no control covers."""
        aspect = self._aspect()
        return aspect / (CLEAR_SHARE_WIDE if aspect > 1 else CLEAR_SHARE)

    def _open_microphone(self) -> Any:
        from kiosk.voice.microphone import open_source

        return open_source(self._options.microphone)

    def fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Our own mistake: the log gets it, the customer gets home."""
        log.critical("uncaught", exc_info=(kind, error, trace))
        self.kiosk.apologise()

    def _first_size(self) -> tuple[int, int]:
        if self._options.size is not None:
            return self._options.size
        if self._options.screenshots is not None:
            return PORTRAIT.width(), PORTRAIT.height()
        free = QGuiApplication.primaryScreen().availableSize()
        # A window as tall as the screen allows, in the portrait shape the kiosk is made for.
        height = round(free.height() * 0.92)
        return round(height * 1080 / 1920), height


def run(options: Options) -> int:
    """Open the kiosk and live until it is closed (or `options.seconds` are over); the exit code.

    Raises:
        KnownError: the catalog or the settings cannot be read, or the screenshots cannot be written.
    """
    _choose_renderer()
    application = QGuiApplication.instance() or QGuiApplication(["vitrine"])
    assert isinstance(application, QGuiApplication)
    application.setApplicationName("Vitrine")
    handler_before, hook_before = qInstallMessageHandler(log_qt), sys.excepthook
    started = time.monotonic()
    app = App(options, read_settings())
    sys.excepthook = app.fault
    try:
        app.show()
        if options.screenshots is not None:
            sizes = (QSize(*options.size),) if options.size else (PORTRAIT, LANDSCAPE)
            Tour(app.kiosk, app.window, options.screenshots, sizes).run()
        if options.seconds is not None:
            left_s = max(0.0, options.seconds - (time.monotonic() - started))
            QTimer.singleShot(round(left_s * 1000), application.quit)
        elif options.screenshots is not None:
            return 0
        return int(application.exec())
    finally:
        app.close()
        sys.excepthook = hook_before
        qInstallMessageHandler(handler_before)


def log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """What Qt and QML complain about goes to our log."""
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    logging.getLogger("kiosk.qt").log(levels.get(kind, logging.WARNING), "%s", message)


def _is_wav(source: str | None) -> bool:
    return bool(source) and str(source).lower().endswith(".wav")


def _choose_renderer() -> None:
    """Without a graphics device the software renderer is several times cheaper than an emulated GPU.

    With one, everything is drawn on the screen's own thread: our painted items are Python, and a render thread that
    waits for Python while Python waits for a picture would wait for ever.
    """
    os.environ.setdefault("QSG_RENDER_LOOP", "basic")
    if "QT_QUICK_BACKEND" not in os.environ and not Path("/dev/dri").exists() and os.name == "posix":
        os.environ["QT_QUICK_BACKEND"] = "software"
