"""Texts that try to be more than text."""

from __future__ import annotations

import random

from hypothesis import strategies as st

FRAGMENTS = (
    "\x1b[31m", "\x1b]8;;file:///etc\x07", "\x9b2J", "\x07", "\x08", "\x00", "\u202e", "\u2066", "\u200b",
    "\ufeff", "\ud800", "\u2028", "\r", "\r\n", "\n", "\t", "[red]", "[/]", "[link=file:///x]y[/link]",
    ":warning:",
    "# ", "## ", "- ", "+ ", "* ", "1. ", "2) ", "> ", "    ", "```", "~~~", "---", "===", "***", "|", "|-|",
    "**a**", "_a_", "`a`", "~~a~~", "[a](http://b)", "![a](b)", "[a]: b", "<b>", "</b>", "<!--", "<http://a.b>",
    "&lt;", "&#60;", "http://a.b", "www.a.b", "me@a.b", "\\", "\\\\", "{{ 7 * 7 }}",
    "{% raw %}", "{# #}", "$x$",
    "^", "a", "B", "é", "日本", "e\u0301", "😀", " ", "", ".", "!", "'", '"', "=", "0",
)  # fmt: skip

MARKUP = (
    '#import "@preview/a:1.0.0"', "#sys.inputs", "#[", "]", "$x$", "$ sum $", "= h", "@ref",
    "<label>", "#let a = 1", "```rust", "//", "/*", "<w:p/>", "<w:hyperlink r:id='rId1'>", "]]>",
    "<?xml?>", '{ HYPERLINK "http://a.b" }', "{ INCLUDETEXT c:\\a }", "MERGEFIELD x",
    '=cmd|"/c calc"!A1', "+1+1", "@SUM(A1)", "=HYPERLINK(\"http://a.b\")", "&#x41;", "&amp;",
    "%s %n", "\\u0041", "\\input{x}", "(a) Tj", "/Type /Action", "endobj",
)  # fmt: skip
LETTERS = (
    "žluťoučký kůň", "Nguyễn Đặng", "ελληνικά", "Ещё раз", "łódź", "ß", "ﬁ", "Ǆ", "i̇", "ÅÅ",
    "e\u0301\u0323\u0302", "日本語", "한국어", "مرحبا 12", "\u202bعربي\u202c", "\u2067א\u2069ב",
    "می\u200cخواهم", "नमस्ते क्\u200dष", "ไทย", "👩‍👩‍👧‍👦", "❤️", "🇮🇪", "👍🏽", "\u0300",
    "\U0001d400", "\U000e0041", "\ue000", "\ufffe", "\U0010ffff", "\udfff", "\x1b", "\x85", "\x7f",
    "\u00ad", "\u2029", "\u3000", "\u200b", "→ ≤ −", "a" * 120, "日" * 60, "½ ° µ €",
)  # fmt: skip
PIECES = (*FRAGMENTS, *MARKUP, *LETTERS)


def thousand_texts() -> tuple[str, ...]:
    """The same texts every time: each piece by itself, then pieces in a row, then letters from anywhere."""
    dice = random.Random(9)
    anywhere = ["".join(chr(dice.randrange(0x110000)) for _ in range(12)) for _ in range(150)]
    rows = ["".join(dice.choices(PIECES, k=dice.randint(2, 7))) for _ in range(850 - len(PIECES))]
    return (*PIECES, *rows, *anywhere)


hostile_text = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8).map("".join),
    st.text(max_size=40),
)
