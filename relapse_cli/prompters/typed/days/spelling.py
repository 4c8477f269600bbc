"""Typed words made plain: one spelling for blanks, points, "about" and the parts of a day."""

from __future__ import annotations

import re

_LIMIT = 80
_PART = r"(morning|afternoon|evening|night)"
_NAMED_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun|today|tomorrow|yesterday)"
_HOUR_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HOUR = rf"[0-9]{{1,2}}|{_HOUR_WORD}"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_LENGTHS = (
    (r"\bthree[- ]quarters of an hour\b", "45 minutes"),
    (r"\b(?:a )?quarter of an hour\b", "15 minutes"),
    (r"\b(?:an?|one) (hour|day|week|month|year) and a half\b", r"1.5 \1s"),
    (r"\ba fortnight\b", "2 weeks"),
)

# In this order; each replaces one way of typing by the one that the readers know.
_SPELLINGS = (
    (r"[‘’]", "'"),
    (r"@", " at "),
    (r"~", " about "),
    (r"\b([ap])\.m\b\.?", r"\1m"),
    (r"(?<=[a-z])\.", " "),
    (r"[,;]", " "),
    (r"\s+", " "),
    (r"\b(?:around|roughly|approximately|approx|circa|ca|maybe|perhaps|probably)\b", "about"),
    (r"\b([a-z]+|[0-9.:]+(?: ?[ap]m)?)-?ish\b", r"about \1"),
    (r"\ba couple of\b", "about 2"),
    (r"^since ", ""),
    (r"(?<!in )(?<!for )\b([0-9]{1,2}) ?h ?([0-5][0-9])$", r"\1:\2"),
    (r"(?<!in )(?<!for )\b([0-9]{1,2}) ?h$", r"\1:00"),
    (r"\b([0-9]{1,4}) ?h(?:rs?)?(?= (?:ago|before|earlier|after|later|from now)\b)", r"\1 hours"),
    (rf"\b([0-9]{{1,2}}) ?h (?={_NAMED_DAY})", r"\1:00 "),
    (r"\b(\S+) nights? ago\b", r"\1 days ago night"),
    (rf"^({_HOUR})(?= (?:at night|in the {_PART})$)", r"at \1"),
    (rf"\bhalf (?={_HOUR_WORD}\b)", "half past "),
    (r"\b(?:tmrw|tmr|tmw)\b", "tomorrow"),
    (r"\bfirst thing tomorrow\b(?: morning)?", "tomorrow morning"),
    (r"\bfirst thing (?=in the morning\b)", ""),
    (rf"\b(?:very )?(?:early|late)(?: on)? (?=.*\b{_PART}\b)", ""),
    (rf"\ba week on (?={_WEEKDAY}\b)(\S+)", r"\1 week"),
    (rf"\b({_WEEKDAY}) {_PART} (before|after)\b", r"\1 \3 \2"),
    (r"\btwenty five\b", "twenty-five"),
    (r"\bnight before last\b", "day before yesterday night"),
    (r"\blast (night|evening)\b", r"yesterday \1"),
    (r"\btonight\b", "today night"),
    (rf"\bthis {_PART}\b", r"today \1"),
    (rf"\bthat (?:same )?{_PART}\b", r"that day \1"),
    (rf"\b(same|next|following|previous) {_PART}\b", r"\1 day \2"),
    (rf"\b{_PART} (before|after)\b", r"day \2 \1"),
    (rf"^(?:on |in )?the {_PART} of (.+)$", r"\2 \1"),
)
_PART_OF_DAY = rf"\b(?:(?:in|during) the |at (?=night))?{_PART}\b"


def make_plain(text: str) -> str:
    """The words in lower case and in the readers' spelling; empty when it is too long to be a time."""
    plain = " ".join(text.split()).lower().rstrip(" ,;!?")
    if len(plain) > _LIMIT:
        return ""
    for pattern, spelling in (*_SPELLINGS, *_LENGTHS):
        plain = re.sub(pattern, spelling, plain)
    return plain.strip()


def in_figures(words: str) -> str:
    """The words with the lengths that are said without a number in numbers, such as a fortnight."""
    for pattern, spelling in _LENGTHS:
        words = re.sub(pattern, spelling, words)
    return words


def take_part(words: str) -> tuple[str | None, str]:
    """The part of the day that is named, if any, and the words without it."""
    found = re.search(_PART_OF_DAY, words)
    if found is None:
        return None, words
    return found[1], " ".join((words[: found.start()] + words[found.end() :]).split())


def drop_small_words(words: str) -> str:
    """The words without ``about`` and without an ``on`` before the day."""
    return re.sub(r"^(?:on )+", "", " ".join(word for word in words.split() if word != "about"))
