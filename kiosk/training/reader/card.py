"""The reader's card: what it was trained on, what it reached, what it cannot do."""

from typing import Any


def write_card(report: dict[str, Any]) -> str:
    """The card of a training, from the report's fields."""
    recipe, shape = report["recipe"], report["recipe"]["shape"]
    rows = "\n".join(
        f"| {language} | {s['sentences']} | {s['intent']:.3f} | {s['fine']:.3f} | {s['slots']:.3f} | "
        f"{s['polarity']:.3f} | {s['value']:.3f} | {s['ece']:.3f} |"
        for language, s in report["scores"].items()
    )
    cases = "\n".join(
        f"| {language} | {s['cases']} | {s['intent']:.3f} | {s['ece']:.3f} |" for language, s in report["cases"].items()
    )
    return f"""# The joint reader

Reads intent and slots of one customer's sentence together, Chinese and English, beside the rules (docs/reader.md).
Made by `kiosk train reader`; licence Apache-2.0.

- **Network**: {shape["layers"]} Transformer layers of {shape["dimensions"]}, {shape["heads"]} heads, over summed hashed
  features of characters, pinyin, words and trigrams; heads for intent, BIO slots, polarity and value;
  {report["model_bytes"]:,} bytes, int8.
- **Data**: sentences made from the project's own templates (assets/training/reader: {report["frames"]["zh"]} Chinese,
  {report["frames"]["en"]} English frames) with the lexicon; {report["sayings"]:,} whole sayings,
  imagined; the questions of the shop's own facts; and {report["tuned"]} cases of the tuned half of tests/suite (four in
  five of it). No customer's words, and nothing of the suite's held-out half.
- **Training**: {recipe["templates"]} steps of {recipe["batch"]} sentences from templates and facts, then
  {recipe["steps"] - recipe["templates"]} in which most sentences are whole ones; seed {recipe["seed"]}; the last
  weights averaged.
- **Temperature** of the intent: {report["temperature"]}, chosen on the fifth of the tuned cases that was kept out.

The tuned cases that were kept out of training (the temperature and joining's thresholds were chosen on them, so these
figures are a little too good; the suite's held-out half, which nobody tunes on, is the test):

| language | cases | intent | calibration error |
| --- | --- | --- | --- |
{cases}

Held-out frames ({report["held_out"]["zh"]} Chinese, {report["held_out"]["en"]} English: whole templates, and one fact
question in eight, never trained on; a share of the sentences is spoiled with homophones, pinyin and typing mistakes):

| language | sentences | intent | fine intent | slot F1 | polarity | value | calibration error |
| --- | --- | --- | --- | --- | --- | --- | --- |
{rows}

Intent is the contract's (recommend and refine as one: the rules tell them apart by the talk); slot F1 counts a span
right only with its key and both ends.

**Limits.** The held-out frames were written by the same hand as the training frames, so real customers do worse. The
reader never decides alone: it is asked where the rules are unsure. It knows one turn and a few bits of the talk.
"""
