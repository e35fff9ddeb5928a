"""Compose the 1280x720 clip that the mirror is timed with: a moving hand at the left, a swaying face at the right.

The clip is composed: the hand comes from a 640x360 video, enlarged twice, the face from a photograph that is moved
along a slow curve. It times the pipeline; it does not show what a camera in a store would see.

    .venv/bin/python -m tests.benchmarks.compose_clip ../shared/data/photos/people /tmp/clip.mp4
"""

import sys
from pathlib import Path

import numpy as np

from kiosk.imaging.files import read_image
from kiosk.imaging.opencv import cv2
from kiosk.tryon.camera import open_video

WIDTH, HEIGHT = 1280, 720
HAND_WIDTH = 560
HAND_LEFT = 100
FACE_LEFT, FACE_TOP = 450, 40
SWAY_PX = 30


def compose(people: Path, out: Path) -> int:
    """Write the clip; returns its frames."""
    face = read_image(people / "fr_rose1.jpg")
    hand = open_video(people / "mps_hand_video.mp4")
    fps = hand.get(cv2.CAP_PROP_FPS)
    writer = cv2.VideoWriter(str(out), cv2.VideoWriter.fourcc(*"mp4v"), fps, (WIDTH, HEIGHT))
    frames = 0
    while True:
        good, image = hand.read()
        if not good:
            break
        frame = np.empty((HEIGHT, WIDTH, 3), np.uint8)
        part = image[:, HAND_LEFT : HAND_LEFT + HAND_WIDTH // 2]
        frame[:, :HAND_WIDTH] = cv2.resize(part, (HAND_WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        phase = 2 * np.pi * frames / (4 * fps)
        right, down = SWAY_PX * np.sin(phase), SWAY_PX / 2 * np.sin(2 * phase)
        sway = np.array([[1, 0, right - FACE_LEFT], [0, 1, down - FACE_TOP]])
        frame[:, HAND_WIDTH:] = cv2.warpAffine(
            face, sway, (WIDTH - HAND_WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE
        )
        writer.write(frame)
        frames += 1
    hand.release()
    writer.release()
    return frames


if __name__ == "__main__":
    count = compose(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{count} frames, composed of a hand video and a face photograph")
