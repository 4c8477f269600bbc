"""Texts that try to be more than text."""

from __future__ import annotations

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

hostile_text = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8).map("".join),
    st.text(max_size=40),
)
