"""Build one of the tests' small speech models: `python tests/models/builder/build.py zh` (or en).

Needs espeak-ng and the packages of the `train` extra. Writes tests/models/vosk-micro-LANGUAGE.zip. Two builds on
the same machine and threads give the same words; the bytes may differ between machines, so nothing pins them.
The models hear synthesised test sentences; they are test parts and are not meant for customers.
"""

import argparse
import tempfile
import time
import zipfile
from pathlib import Path

import numpy as np
import torch
from corpus import Corpus, read_corpus, words_of
from graph import UNKNOWN, UNKNOWN_COST, language_model, words_to_phones
from kaldi_files import MFCC_CONF, MODEL_CONF, PhoneTable, acoustic_model, write_fst
from net import train
from report import tell
from sounds import SILENCE, Lexicon, Spoken, features, in_a_room, labels, say
from synthesis import Synthesiser

MODELS = Path(__file__).resolve().parents[1]


def build(choice: argparse.Namespace, folder: Path, seed: int = 1) -> None:
    """Synthesise, train (unless the net in `folder` is kept) and write a Vosk model directory."""
    started = time.time()
    corpus = read_corpus(choice.language)
    said, lexicon = _synthesise(corpus, choice.sentences, seed)
    names = [SILENCE, *sorted({name for s in said for name, _ in s.segments} - {SILENCE})]
    tell(f"{len(said)} sentences, {len(names)} phones after {time.time() - started:.0f} s")
    phones = PhoneTable(names)
    if not choice.keep_net:
        material = _material(said, names, choice.copies, seed)
        minutes = sum(len(f) for f, _ in material) / 6000
        tell(f"{minutes:.0f} minutes of features after {time.time() - started:.0f} s")
        folded = train(material, len(names), width=choice.width, epochs=choice.epochs, seed=seed)
        (folder / "am").mkdir(parents=True, exist_ok=True)
        (folder / "am/final.mdl").write_bytes(acoustic_model(folded, phones).encode())
    write_rest(folder, corpus, lexicon, phones)
    tell(f"built after {time.time() - started:.0f} s")


def _synthesise(corpus: Corpus, count: int, seed: int) -> tuple[list[Spoken], Lexicon]:
    synthesiser = Synthesiser()
    chance = np.random.default_rng(seed)
    lexicon = Lexicon(corpus.language)
    texts = [*corpus.fixed * 4, *corpus.vocabulary(), *corpus.draw(count, seed)]
    said = []
    for index, sentence in enumerate(texts):
        voice = corpus.train_voices[(index * 7 + int(chance.integers(3))) % len(corpus.train_voices)]
        utterance, spoken_sentence = say(synthesiser, corpus, sentence, voice, chance)
        lexicon.learn(sentence, utterance)
        said.append(spoken_sentence)
    return said, lexicon


def _material(said: list[Spoken], names: list[str], copies: int, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    chance = np.random.default_rng(seed + 1)
    phones = {name: index for index, name in enumerate(names)}
    material = []
    for sentence in said:
        for _ in range(copies):
            heard = in_a_room(sentence, chance)
            values = features(heard.samples)
            material.append((values, labels(heard, len(values), phones)))
    return material


def write_rest(folder: Path, corpus: Corpus, lexicon: Lexicon, phones: PhoneTable) -> None:
    """Write conf/ and graph/ below `folder`."""
    pronunciations = lexicon.pronunciations()
    missing = set(corpus.vocabulary()) - set(pronunciations)
    if missing:
        raise SystemExit(f"no pronunciation was heard for {sorted(missing)}")
    vocabulary = [*corpus.vocabulary(), UNKNOWN]
    words = {word: index for index, word in enumerate(vocabulary, 1)}
    for part in ("conf", "graph/phones"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "conf/mfcc.conf").write_bytes(MFCC_CONF.encode())
    (folder / "conf/model.conf").write_bytes(MODEL_CONF.format(silence=1).encode())
    lattice = words_to_phones(pronunciations, words, phones)
    write_fst(folder / "graph/HCLr.fst", lattice.arcs, {0: 0.0}, sort_input=False)
    texts = [words_of(s) for s in [*corpus.fixed * 20, *corpus.draw(6000, 99)]] + [[word] for word in vocabulary[:-1]]
    grammar, finals = language_model(texts, words)
    anywhere = next(arc[3] for arc in grammar.arcs[0] if arc[0] == 0)
    grammar.add(anywhere, anywhere, words[UNKNOWN], words[UNKNOWN], UNKNOWN_COST)
    write_fst(folder / "graph/Gr.fst", grammar.arcs, finals, sort_input=True)
    table = ["<eps> 0", *(f"{word} {number}" for word, number in words.items()), f"#0 {len(words) + 1}"]
    (folder / "graph/words.txt").write_bytes(("\n".join(table) + "\n").encode())
    (folder / "graph/disambig_tid.int").write_bytes(b"")
    (folder / "graph/phones/word_boundary.int").write_bytes(phones.word_boundaries().encode())


def pack(folder: Path, archive: Path) -> None:
    """Zip the directory with fixed dates, so that the same content gives the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, path.read_bytes())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=("zh", "en"))
    parser.add_argument("--sentences", type=int, default=1400)
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--width", type=int, default=144)
    parser.add_argument("--folder", type=Path, help="where to write the unpacked model as well")
    parser.add_argument("--keep-net", action="store_true", help="write only the sentences anew")
    choice = parser.parse_args()
    torch.set_num_threads(1)
    archive = MODELS / f"vosk-micro-{choice.language}.zip"
    with tempfile.TemporaryDirectory() as scratch:
        folder = choice.folder or Path(scratch)
        build(choice, folder)
        pack(folder, archive)
    tell(f"{archive.name}: {archive.stat().st_size} bytes")


if __name__ == "__main__":
    main()
