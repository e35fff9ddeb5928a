"""How people type and how speech is misheard: homophones, pinyin, missing and swapped letters."""

import random
from collections.abc import Mapping


class Noise:
    """Spoils a text a little, as a keyboard or a recogniser would."""

    def __init__(self, syllables: Mapping[str, str], common: str) -> None:
        """Make one.

        Args:
            syllables: pinyin without tones to the characters read so.
            common: characters that a recogniser or keyboard would offer.
        """
        self._reading = {char: name for name, chars in syllables.items() for char in chars}
        offered = set(common)
        self._alike = {name: [c for c in chars if c in offered] for name, chars in syllables.items()}

    def spoil(self, text: str, chance: random.Random) -> str:
        """The text as it is (mostly), with homophones, as pinyin, or with a typing mistake."""
        roll = chance.random()
        if roll < 0.6:
            return text
        if any(char in self._reading for char in text):
            return self.homophones(text, chance) if roll < 0.85 else self.pinyin(text, chance)
        return self.typo(text, chance)

    def homophones(self, text: str, chance: random.Random) -> str:
        """One or two characters replaced by others that sound alike."""
        characters = list(text)
        places = [i for i, char in enumerate(characters) if char in self._reading]
        for place in chance.sample(places, min(len(places), chance.choice((1, 1, 2)))):
            alike = self._alike[self._reading[characters[place]]]
            characters[place] = chance.choice(alike) if alike else characters[place]
        return "".join(characters)

    def pinyin(self, text: str, chance: random.Random) -> str:
        """Every character as pinyin without tones, together or apart."""
        between = chance.choice(("", " "))
        return between.join(self._reading.get(char, char) for char in text)

    def typo(self, text: str, chance: random.Random) -> str:
        """A letter left out, doubled or swapped with the next."""
        if len(text) < 6:
            return text
        place = chance.randrange(1, len(text) - 2)
        kind = chance.randrange(3)
        if kind == 0:
            return text[:place] + text[place + 1 :]
        if kind == 1:
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return text[:place] + text[place] + text[place:]
