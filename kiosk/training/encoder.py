"""`kiosk train encoder`: make sentences, train, measure on facts left out, export, write the card."""

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from pypinyin import Style, pinyin

from kiosk.base.errors import KnownError
from kiosk.base.settings import LANGUAGES
from kiosk.knowledge.embeddings import Encoder, Tokenizer
from kiosk.knowledge.facts import Fact
from kiosk.knowledge.reading import Content, read_content
from kiosk.training import bag, measuring
from kiosk.training.card import Report, write_card
from kiosk.training.corpus import Corpus, Pair, description_pairs, fact_pairs, triple_pairs
from kiosk.training.export import export
from kiosk.training.noise import Noise
from kiosk.training.recipe import Amounts, Recipe
from kiosk.training.synonyms import Synonyms

ROWS = {"char": 5120, "bigram": 18432, "pinyin": 8192, "word": 6144, "trigram": 4096}
HELD_OUT = 0.3
"""Share of the facts that a measured training never sees."""

Say = Callable[[str, float], None]
"""Called with what is being done and how far, 0..1."""


def common_characters() -> str:
    """The 6,763 characters of GB 2312, its commoner 3,755 first."""
    codes = [(0xB0 + row) * 256 + 0xA1 + cell for row in range(72) for cell in range(94)]
    decoded = (code.to_bytes(2, "big").decode("gb2312", "ignore") for code in codes)
    return "".join(decoded)


def make_tokenizer() -> Tokenizer:
    """The tokenizer with the readings of all GB 2312 characters."""
    syllables: dict[str, str] = {}
    for char in common_characters():
        name = pinyin(char, style=Style.NORMAL)[0][0].replace("ü", "v")
        syllables[name] = syllables.get(name, "") + char
    return Tokenizer(ROWS, dict(sorted(syllables.items())))


def make_pairs(
    content: Content, facts: Sequence[Fact], amounts: Amounts, seed: int, tokenizer: Tokenizer
) -> list[Pair]:
    """All training pairs, questions spoiled as people and recognisers spoil them."""
    chance = random.Random(seed)
    corpus = Corpus.read(content)
    noise = Noise(tokenizer.syllables, common_characters()[:3755])
    characters = common_characters()[:3755]
    pairs = [corpus.sentence_pair(chance) for _ in range(amounts.sentences)]
    pairs += [corpus.word_pair(chance) for _ in range(amounts.words)]
    pairs += [corpus.made_up_pair(chance, characters) for _ in range(amounts.made_up)]
    pairs += (triple_pairs(corpus, content, chance) + description_pairs()) * amounts.other_repeats
    synonyms = Synonyms([*corpus.words.values(), *(w for topics in corpus.topics.values() for _, w in topics)])
    told = fact_pairs(facts)
    pairs += told
    for _ in range(amounts.fact_repeats - 1):
        pairs += [
            replace(
                p, question=synonyms.swap(p.question, chance), statement=synonyms.swap(p.statement, chance, share=0.3)
            )
            for p in told
        ]
    return [replace(pair, question=noise.spoil(pair.question, chance)) for pair in pairs]


def fit(
    content: Content, facts: Sequence[Fact], recipe: Recipe, amounts: Amounts, tokenizer: Tokenizer, say: Say
) -> NDArray[np.float32]:
    """Train a table on everything but the facts that are not given."""
    say("making sentences", 0.0)
    pairs = make_pairs(content, facts, amounts, recipe.seed, tokenizer)
    # A text without any feature (a lone "?") teaches nothing.
    known: dict[str, NDArray[np.int64]] = {}
    for pair in pairs:
        for text in (pair.question, pair.statement):
            if text not in known:
                known[text] = _bag(tokenizer, text)
    bags = [(known[p.question], known[p.statement], p) for p in pairs]
    bags = [entry for entry in bags if len(entry[0]) and len(entry[1])]
    questions, statements = [q for q, _, _ in bags], [s for _, s, _ in bags]
    table = bag.initial_table(tokenizer.size, recipe.dimensions, statements, recipe.seed)
    groups, topics = _numbered([p.group for *_, p in bags]), _numbered([p.topic for *_, p in bags])

    def told(done: int, total: int, loss: float) -> None:
        say(f"training, loss {loss:.3f}", done / total)

    return bag.train(table, questions, statements, groups, topics, recipe, told)


def measured(
    content: Content, seeds: Sequence[int], recipe: Recipe, amounts: Amounts, tokenizer: Tokenizer, say: Say
) -> tuple[list[measuring.Table], list[measuring.Table]]:
    """One training a seed, each with other facts left out: how it finds those, and the others by new wordings."""
    new_facts, new_wordings = [], []
    for number, seed in enumerate(seeds):
        known, unseen = hold_out(content.facts, seed)
        trained_on, reworded = hold_wordings_out(known)

        def told(what: str, share: float, number: int = number) -> None:
            say(f"measuring {number + 1}/{len(seeds)}: {what}", (number + share) / len(seeds))

        table = fit(content, trained_on, replace(recipe, seed=seed), amounts, tokenizer, told)
        new_facts.append(measuring.measure(content.facts, unseen, _embedder(table, tokenizer)))
        new_wordings.append(measuring.measure(content.facts, reworded, _embedder(table, tokenizer)))
    return new_facts, new_wordings


def train_encoder(
    out: Path, *, recipe: Recipe, amounts: Amounts | None = None, measure_seeds: Sequence[int] = (1, 2, 3), say: Say
) -> Report:
    """Train on everything, write `model.onnx`, `tokenizer.json` and `card.md` to a folder.

    Args:
        out: made if absent.
        recipe: sizes, steps and seed.
        amounts: of generated pairs.
        measure_seeds: one more training each, to measure on facts left out; none skips measuring.
        say: told what is being done.

    Raises:
        KnownError: the knowledge or the training texts cannot be read, or the folder not be written.
    """
    torch.set_num_threads(1)
    amounts = amounts or Amounts()
    content, tokenizer = read_content(), make_tokenizer()
    new_facts, new_wordings = measured(content, measure_seeds, recipe, amounts, tokenizer, say)
    started = time.process_time()
    table = fit(content, content.facts, recipe, amounts, tokenizer, lambda what, share: say(f"final: {what}", share))
    seconds = time.process_time() - started
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "tokenizer.json").write_text(
            json.dumps(tokenizer.document(), ensure_ascii=False, separators=(",", ":")), "utf-8"
        )
        export(table, out / "model.onnx")
        report = Report(
            recipe=recipe,
            facts=len(content.facts),
            triples=len(content.triples),
            questions=sum(len(f.questions[language]) for f in content.facts for language in LANGUAGES),
            pairs=amounts,
            seconds=seconds,
            model_bytes=(out / "model.onnx").stat().st_size,
            loss=_int8_loss(table, out, tokenizer, content),
            encode_ms=_encode_ms(out, content),
            scores=measuring.average(new_facts),
            reworded=measuring.average(new_wordings),
            seeds=tuple(measure_seeds),
        )
        (out / "card.md").write_text(write_card(report), "utf-8")
    except OSError as error:
        raise KnownError(f"The folder {out} cannot be written: {error.strerror or error}.") from error
    return report


def hold_out(facts: Sequence[Fact], seed: int) -> tuple[list[Fact], list[Fact]]:
    """Facts to train on and facts to keep unseen."""
    order = list(facts)
    random.Random(f"hold-out {seed}").shuffle(order)
    count = round(len(order) * HELD_OUT)
    return order[count:], order[:count]


def hold_wordings_out(facts: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The facts without the last question of each language, and the same facts with only that question."""
    trained_on = [replace(f, questions={k: q[:-1] for k, q in f.questions.items()}) for f in facts]
    return trained_on, [replace(f, questions={k: q[-1:] for k, q in f.questions.items()}) for f in facts]


def _embedder(table: NDArray[np.float32], tokenizer: Tokenizer) -> measuring.Embed:
    return lambda texts: bag.embed(table, [_bag(tokenizer, text) for text in texts])


def _int8_loss(table: NDArray[np.float32], out: Path, tokenizer: Tokenizer, content: Content) -> float:
    """The largest difference of a cosine between the written int8 model and the trained table."""
    texts = [fact.text[language] for fact in content.facts for language in LANGUAGES]
    exact, written = _embedder(table, tokenizer)(texts), Encoder.open(out).encode(texts)
    return float(np.abs(exact @ exact.T - written @ written.T).max())


def _encode_ms(out: Path, content: Content) -> float:
    """The 95th percentile of encoding one question, cutting included."""
    encoder = Encoder.open(out)
    times = []
    for fact in content.facts:
        for question in (*fact.questions["zh"], *fact.questions["en"]):
            started = time.perf_counter()
            encoder.encode([question])
            times.append((time.perf_counter() - started) * 1000)
    return float(np.percentile(times, 95))


def _numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """A number a name; -1 for the empty one."""
    numbers = {"": -1}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names])


def _bag(tokenizer: Tokenizer, text: str) -> NDArray[np.int64]:
    return np.array(tokenizer.ids(text), np.int64)
