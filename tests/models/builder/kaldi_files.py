"""The files of a Vosk model directory, written by hand: text-mode final.mdl, OpenFst vector files, lists."""

import struct
from pathlib import Path

import numpy as np
from net import OFFSETS, Folded

POSITIONS = ("B", "E", "I", "S")
SELF_LOOP, FORWARD = 0.5, 0.5

MFCC_CONF = """--use-energy=false
--sample-frequency=16000
--num-mel-bins=40
--num-ceps=40
--low-freq=20
--high-freq=-400
--dither=0
"""

MODEL_CONF = """--min-active=200
--max-active=3000
--beam=12.0
--lattice-beam=3.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
--endpoint.silence-phones={silence}
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""


class PhoneTable:
    """Kaldi phone ids: silence is 1; every other phone has four copies by its place in the word, one pdf."""

    def __init__(self, names: list[str]) -> None:
        self.names = names  # names[0] is silence; the index is the pdf
        self.count = 1 + (len(names) - 1) * len(POSITIONS)

    def id_of(self, pdf: int, position: str) -> int:
        """The phone id of a phone at a place in its word."""
        return 1 if pdf == 0 else 2 + (pdf - 1) * len(POSITIONS) + POSITIONS.index(position)

    def pdf_of(self, phone_id: int) -> int:
        """The output of the net that a phone id listens to."""
        return 0 if phone_id == 1 else 1 + (phone_id - 2) // len(POSITIONS)

    def word_boundaries(self) -> str:
        """phones/word_boundary.int."""
        kinds = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}
        lines = ["1 nonword"]
        lines += [f"{i} {kinds[POSITIONS[(i - 2) % len(POSITIONS)]]}" for i in range(2, self.count + 1)]
        return "\n".join(lines) + "\n"


def forward_id(phone: int) -> int:
    """The transition id that enters a phone."""
    return 2 * phone


def self_loop_id(phone: int) -> int:
    """The transition id that stays in a phone."""
    return 2 * phone - 1


def acoustic_model(folded: Folded, phones: PhoneTable) -> str:
    """am/final.mdl in Kaldi's text mode: transition model, nnet3, priors."""
    ids = " ".join(str(i) for i in range(1, phones.count + 1))
    triples = "\n".join(f"{i} 0 {phones.pdf_of(i)}" for i in range(1, phones.count + 1))
    logs = " ".join(["0"] + [f"{np.log(p):.4f}" for _ in range(phones.count) for p in (SELF_LOOP, FORWARD)])
    parts = [
        "<TransitionModel> \n<Topology> \n<TopologyEntry> \n<ForPhones> \n" + ids + "\n</ForPhones> \n",
        f"<State> 0 <PdfClass> 0 <Transition> 0 {SELF_LOOP} <Transition> 1 {FORWARD} </State> \n<State> 1 </State> \n",
        f"</TopologyEntry> \n</Topology> \n<Triples> {phones.count} \n{triples}\n</Triples> \n",
        f"<LogProbs> \n [ {logs} ]\n</LogProbs> \n</TransitionModel> \n",
        "<Nnet3> \n" + _net_configuration(len(folded.layers)) + "\n",
        _components(folded),
        "</Nnet3> \n",
        f"<LeftContext> {_context()} <RightContext> {_context()} <Priors> {_vector(folded.priors)}",
    ]
    return "".join(parts)


def _context() -> int:
    return sum(max(offsets) for offsets in OFFSETS)


def _net_configuration(layers: int) -> str:
    lines = ["input-node name=input dim=40"]
    source = "input"
    for index in range(layers - 1):
        terms = [source if o == 0 else f"Offset({source}, {o})" for o in OFFSETS[index]]
        lines.append(f"component-node name=affine{index} component=affine{index} input=Append({', '.join(terms)})")
        lines.append(f"component-node name=relu{index} component=relu{index} input=affine{index}")
        source = f"relu{index}"
    lines.append(f"component-node name=affine{layers - 1} component=affine{layers - 1} input={source}")
    lines.append(f"component-node name=softmax component=softmax input=affine{layers - 1}")
    lines.append("output-node name=output input=softmax objective=linear")
    return "\n".join(lines) + "\n"


def _components(folded: Folded) -> str:
    texts = []
    for index, (weight, bias) in enumerate(folded.layers):
        affine = f"<LinearParams> {_matrix(weight)}<BiasParams> {_vector(bias)}"
        texts.append(f"<ComponentName> affine{index} <FixedAffineComponent> {affine}</FixedAffineComponent> \n")
        last = index == len(folded.layers) - 1
        kind, name = ("LogSoftmaxComponent", "softmax") if last else ("RectifiedLinearComponent", f"relu{index}")
        texts.append(
            f"<ComponentName> {name} <{kind}> <Dim> {len(bias)} <ValueAvg>  [ ]\n<DerivAvg>  [ ]\n"
            f"<Count> 0 </{kind}> \n"
        )
    return f"<NumComponents> {len(texts)} \n" + "".join(texts)


def _vector(values: np.ndarray) -> str:
    return " [ " + " ".join(f"{v:.4g}" for v in values) + " ]\n"


def _matrix(values: np.ndarray) -> str:
    """Three significant digits: the files are committed, and the words come out the same."""
    return " [\n" + "\n".join("  " + " ".join(f"{v:.3g}" for v in row) for row in values) + " ]\n"


Arc = tuple[int, int, float, int]
"""Input label, output label, cost (nats), next state."""


def write_fst(path: Path, arcs: list[list[Arc]], finals: dict[int, float], *, sort_input: bool) -> None:
    """An OpenFst vector file; state 0 starts. With `sort_input` the arcs are sorted and the header says so."""
    expanded_mutable, input_sorted = 0x3, 0x10000000
    properties = expanded_mutable | (input_sorted if sort_input else 0)
    kind, arc_kind = b"vector", b"standard"
    total = sum(map(len, arcs))
    out = [
        struct.pack("<i", 2125659606), struct.pack("<i", len(kind)), kind, struct.pack("<i", len(arc_kind)), arc_kind,
        struct.pack("<iiQqqq", 2, 0, properties, 0, len(arcs), total),
    ]  # fmt: skip
    for state, leaving in enumerate(arcs):
        leaving = sorted(leaving) if sort_input else leaving
        out.append(struct.pack("<fq", finals.get(state, float("inf")), len(leaving)))
        out += [struct.pack("<iifi", *arc) for arc in leaving]
    path.write_bytes(b"".join(out))
