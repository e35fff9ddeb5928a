import threading

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.voice.player import BLOCK_S, Player
from kiosk.voice.sound import Wav
from tests.helpers.loudspeaker import Loudspeaker

RATE_HZ = 22_050
SOUND = Wav((1 + np.arange(2 * RATE_HZ) % 1000).astype(np.int16), RATE_HZ)


class Stopping(Loudspeaker):
    """Somebody touches the screen when so much has been written."""

    def __init__(self, after_blocks: int) -> None:
        super().__init__(RATE_HZ)
        self.after_blocks = after_blocks
        self.player: Player | None = None
        self.touched_at = 0.0
        self.blocks_at_touch = 0

    def write(self, samples: np.ndarray) -> None:
        super().write(samples)
        if len(self.blocks) == self.after_blocks and self.player is not None:
            self.touched_at, self.blocks_at_touch = self.now, len(self.blocks)
            self.player.stop()


def player_on(sink: Loudspeaker) -> Player:
    return Player(lambda rate_hz: sink, clock=sink.clock)


def test_everything_is_played_in_small_blocks() -> None:
    sink = Loudspeaker(RATE_HZ)
    assert player_on(sink).play(SOUND) is True
    assert np.array_equal(sink.heard(), SOUND.samples)
    assert max(sink.blocks) == round(BLOCK_S * RATE_HZ)
    assert sink.closed
    assert sink.aborted_at is None


@pytest.mark.parametrize("after_blocks", [1, 7, 60])
def test_a_touch_silences_at_once(after_blocks: int) -> None:
    sink = Stopping(after_blocks)
    sink.player = player_on(sink)
    assert sink.player.play(SOUND) is False
    assert sink.aborted_at is not None
    # By the loudspeaker's own time, and what was queued is thrown away.
    assert sink.aborted_at - sink.touched_at <= 0.2
    assert len(sink.blocks) == sink.blocks_at_touch
    assert len(sink.heard()) <= sink.blocks_at_touch * round(BLOCK_S * RATE_HZ)
    assert sink.closed
    assert not sink.player.playing


def test_a_touch_before_the_sound_starts_counts() -> None:
    sink = Loudspeaker(RATE_HZ)
    player = player_on(sink)
    ticket = player.ticket()
    player.stop()
    assert player.play(SOUND, ticket) is False
    assert len(sink.heard()) == 0
    assert player.play(SOUND) is True


def test_a_touch_while_the_queue_runs_out_counts() -> None:
    sink = Stopping(after_blocks=3)
    sink.player = player_on(sink)
    short = Wav(SOUND.samples[: 3 * round(BLOCK_S * RATE_HZ)], RATE_HZ)
    assert sink.player.play(short) is False
    assert sink.aborted_at is not None


def test_a_loudspeaker_that_dies_is_told_once() -> None:
    def dying(rate_hz: int) -> Loudspeaker:
        nonlocal sink
        sink = Loudspeaker(RATE_HZ, tick_s=0.05, dead_after_s=0.3)
        return sink

    sink = Loudspeaker(RATE_HZ)
    player = Player(dying, clock=lambda: sink.clock())
    with pytest.raises(KnownError, match="stays on the screen"):
        player.play(SOUND)
    assert sink.closed
    assert player.play(SOUND) is False


def test_no_loudspeaker_is_told_once_until_there_is_one_again() -> None:
    there = False
    sink = Loudspeaker(RATE_HZ)

    def open_sink(rate_hz: int) -> Loudspeaker:
        if not there:
            raise KnownError("There is no loudspeaker; the answer stays on the screen.")
        return sink

    player = Player(open_sink, clock=sink.clock)
    with pytest.raises(KnownError):
        player.play(SOUND)
    assert player.play(SOUND) is False
    there = True
    assert player.play(SOUND) is True
    there = False
    with pytest.raises(KnownError):
        player.play(SOUND)


def test_this_machine_has_a_loudspeaker_or_says_so() -> None:
    player = Player()
    silence = Wav(np.zeros(441, np.int16), RATE_HZ)
    try:
        assert player.play(silence) is True
    except KnownError as error:
        assert "screen" in str(error) or "PortAudio" in str(error)  # noqa: PT017


def test_an_empty_sound_ends_at_once() -> None:
    sink = Loudspeaker(RATE_HZ)
    assert player_on(sink).play(Wav(np.zeros(0, np.int16), RATE_HZ)) is True
    assert sink.blocks == []


def test_stop_from_another_thread() -> None:
    sink = Loudspeaker(RATE_HZ, tick_s=0.0005)
    player = player_on(sink)
    results: list[bool] = []
    thread = threading.Thread(target=lambda: results.append(player.play(SOUND)))
    thread.start()
    while not player.playing:
        pass
    player.stop()
    thread.join(5.0)
    assert results == [False]
