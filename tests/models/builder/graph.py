"""The decoding graph's two halves: words into phones (HCLr.fst) and sentences into words (Gr.fst)."""

import math
from collections import Counter, defaultdict

from kaldi_files import Arc, PhoneTable, forward_id, self_loop_id

UNKNOWN = "[unk]"
UNKNOWN_COST = 8.0
"""Nats that the language model asks for an unknown word, besides its phones."""
_UNKNOWN_COST_A_PHONE = 3.0
_SILENCE_COST, _NO_SILENCE_COST = 0.7, 0.7


class Lattice:
    """States and arcs while a graph is being put together."""

    def __init__(self) -> None:
        self.arcs: list[list[Arc]] = [[]]

    def state(self) -> int:
        """A new state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def add(self, source: int, target: int, read: int, write: int, cost: float) -> None:
        """A new arc."""
        self.arcs[source].append((read, write, cost, target))


def words_to_phones(
    pronunciations: dict[str, list[tuple[tuple[str, ...], float]]], words: dict[str, int], phones: PhoneTable
) -> Lattice:
    """HCL: from state 0 every word's phones and back; the word label sits on the first phone.

    A phone is entered by its forward id; its self-loop is on the state behind it (Kaldi's reordered form).
    """
    lattice = Lattice()
    pdf = {name: index for index, name in enumerate(phones.names)}

    def phone(source: int, phone_id: int, write: int, cost: float) -> int:
        target = lattice.state()
        lattice.add(source, target, forward_id(phone_id), write, cost + math.log(2))
        lattice.add(target, target, self_loop_id(phone_id), 0, math.log(2))
        return target

    silent = phone(0, 1, 0, _SILENCE_COST)
    lattice.add(silent, 0, 0, 0, 0.0)
    for word, ways in pronunciations.items():
        for names, share in ways:
            state = 0
            for index, name in enumerate(names):
                position = "S" if len(names) == 1 else "B" if index == 0 else "E" if index == len(names) - 1 else "I"
                cost = -math.log(share) + _NO_SILENCE_COST if index == 0 else 0.0
                state = phone(state, phones.id_of(pdf[name], position), words[word] if index == 0 else 0, cost)
            lattice.add(state, 0, 0, 0, 0.0)
    _add_unknown(lattice, phones, words[UNKNOWN], phone)
    return lattice


def _add_unknown(lattice: Lattice, phones: PhoneTable, word: int, phone: object) -> None:
    """`[unk]`: two phones or more of any kind, each at a price, so that it wins only where no word fits."""
    assert callable(phone)
    inside = lattice.state()
    for index in range(1, len(phones.names)):
        begun = phone(0, phones.id_of(index, "B"), word, _UNKNOWN_COST_A_PHONE)
        lattice.add(begun, inside, 0, 0, 0.0)
        middle = phone(inside, phones.id_of(index, "I"), 0, _UNKNOWN_COST_A_PHONE)
        lattice.add(middle, inside, 0, 0, 0.0)
        done = phone(inside, phones.id_of(index, "E"), 0, _UNKNOWN_COST_A_PHONE)
        lattice.add(done, 0, 0, 0, 0.0)


def language_model(
    sentences: list[list[str]], words: dict[str, int], order: int = 3, discount: float = 0.5
) -> tuple[Lattice, dict[int, float]]:
    """G: a backoff n-gram (absolute discounting) as an acceptor, and its final costs. Input label 0 backs off."""
    start, end = "<s>", "</s>"
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        padded = [start, *sentence, end]
        for index in range(1, len(padded)):
            for length in range(order):
                if index - length >= 0:
                    counts[tuple(padded[index - length : index])][padded[index]] += 1
    histories = [h for h in counts if h != (start, start)]
    first = (start,)
    histories.sort(key=lambda h: (h != first, len(h), h))
    state_of = {history: index for index, history in enumerate(histories)}
    lattice = Lattice()
    for _ in histories[1:]:
        lattice.state()
    finals: dict[int, float] = {}
    for history, state in state_of.items():
        total = sum(counts[history].values())
        taken = discount if history else 0.0
        for word, count in counts[history].items():
            cost = -math.log((count - taken) / total)
            if word == end:
                finals[state] = cost
                continue
            following = (*history, word)[-(order - 1) :]
            while following not in state_of:
                following = following[1:]
            lattice.add(state, state_of[following], words[word], words[word], cost)
        if history:
            back = -math.log(discount * len(counts[history]) / total)
            lattice.add(state, state_of[history[1:]], 0, 0, back)
    return lattice, finals
