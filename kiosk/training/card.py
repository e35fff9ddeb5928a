"""The encoder's card: what it was trained on, how well it finds what it never saw, and where it falls short."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.training.measuring import MEANING_WEIGHT, Score
from kiosk.training.recipe import Amounts, Recipe


@dataclass(frozen=True)
class Report:
    """What a training did and measured."""

    recipe: Recipe
    facts: int
    triples: int
    questions: int
    pairs: Amounts
    seconds: float
    """Processor time of the final training."""
    model_bytes: int
    loss: float
    """Largest difference of a cosine by int8."""
    encode_ms: float
    """95th percentile of encoding one question."""
    scores: Mapping[tuple[str, str], tuple[Score, float]]
    """Of questions about facts left out."""
    reworded: Mapping[tuple[str, str], tuple[Score, float]]
    """Of questions left out, about facts trained on."""
    seeds: tuple[int, ...]


_ROWS = (
    ("BM25", ("zh", "en")),
    ("encoder", ("zh", "en", "zh to en", "en to zh")),
    ("both, ranks", ("zh", "en")),
    ("BM25, with questions", ("zh", "en")),
    ("encoder, nearest", ("zh", "en")),
    ("encoder, centre", ("zh", "en")),
    ("both, ranks (nearest)", ("zh", "en")),
    ("both, scores (centre)", ("zh", "en")),
)


def write_card(report: Report) -> str:
    """The card as Markdown; every figure comes from the report."""
    recipe, amounts = report.recipe, report.pairs
    return f"""# Text encoder (zh, en)

Turns a short text into {recipe.dimensions} numbers; texts that mean the same, in Chinese or English, lie near one
another. Used beside BM25 to find facts. Made by `kiosk train encoder --seed {recipe.seed} --steps {recipe.steps}`;
this card is written by that command, its figures by its own measurement.

## Model
A bag: hashed features (characters, character pairs, pinyin pairs, words, letter triples), one int8 row each,
summed and scaled to length 1. {report.model_bytes / 1e6:.2f} MB. Int8 changes a cosine by at most
{report.loss:.3f}. Encoding one question: {report.encode_ms:.2f} ms (95th percentile, cutting included, one thread, on
the machine that trained it). Licence: Apache-2.0, like the program.

## Data
Only text of this project: {amounts.sentences:,} question-statement pairs generated from the patterns and word lists
of `assets/training`, {amounts.words:,} pairs of synonyms and translations, {amounts.made_up:,} pairs about made-up
words (so that unknown words keep a direction of their own), the graph's {report.triples:,} triples as sentences, the
descriptions of the demo shelf, and the {report.facts} facts with their {report.questions:,} questions. 40 % of the
questions are spoiled: homophones, pinyin, typing mistakes. No text of anyone else.

## Training
In-batch contrast (InfoNCE, temperature {recipe.temperature}), {recipe.steps} steps of {recipe.batch} pairs; Adam,
starting from random directions as long as their inverse document frequency. {report.seconds:.0f} s of processor time on
one thread, making the sentences included.

## Measured
{_measured(report)}
## Limits
- A bag does not read order or negation: "A harder than B" and "B harder than A" look alike. Never take a cosine as
  proof that a fact answers a question.
- The facts, their questions and the training patterns come from one project; questions of real customers will differ,
  so real figures will be lower. The patterns are about the same trade as the facts left out, though no pattern was
  copied from a fact.
- The graph's triples and the shelf's descriptions stay in training; some say what a fact left out says.
- Sizes and steps were chosen while looking at another split (seed 0) of the same facts.
- Texts longer than about 400 characters are cut off.
"""


def _measured(report: Report) -> str:
    if not report.scores:
        return "Not measured in this run.\n"
    seeds = ", ".join(map(str, report.seeds))
    return f"""{len(report.seeds)} trainings (seeds {seeds}), each with another 30 % of the facts left out, texts and
questions, and one question a language of each other fact. Candidates: all facts, first by their texts alone, from
*BM25, with questions* on by their other questions too. *Nearest*: the nearest of text and questions; *centre*: the
middle between the text and the direction of text and questions together. Joined by reciprocal *ranks* or by *scores*
(BM25 as a share of the best plus {MEANING_WEIGHT:g} cosines). In brackets half the range of top-1 over the trainings. A
tie counts as a miss. BM25 cuts Chinese into uni- and bigrams, English into stemmed words.

**New facts**: every question of the facts left out.

{_table(report.scores)}

**New wordings**: the questions left out, of facts trained on.

{_table(report.reworded)}
"""


def _table(scores: Mapping[tuple[str, str], tuple[Score, float]]) -> str:
    lines = ["| way | asked | top-1 % | top-3 % | questions |", "| --- | --- | --- | --- | --- |"]
    for way, asked in _ROWS:
        for direction in asked:
            score, spread = scores[way, direction]
            name = {"zh": "zh in zh texts", "en": "en in en texts"}.get(direction, f"{direction} texts")
            first = f"{100 * score.top1:.1f} (±{100 * spread:.1f})"
            lines.append(f"| {way} | {name} | {first} | {100 * score.top3:.1f} | {score.n} |")
    return "\n".join(lines)
