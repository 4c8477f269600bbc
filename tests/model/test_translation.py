"""A translation is brought to a bank that has changed: nothing that somebody wrote is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.model.translation import TranslatedText, Translation
from tests.examples import examples

KEYS = st.sampled_from(["a", "b", "c", "d.e", "a.again"])
SOURCES = st.sampled_from(["One.", "Two.", "Three."])
ROWS = st.builds(
    TranslatedText,
    source=SOURCES,
    text=st.sampled_from(["", " ", "eins", "zwei", "drei"]),
    was=st.sampled_from(["", "Two."]),
)
FILES = st.builds(
    Translation,
    language=st.just("de"), bank=st.just("b"), version=st.just("1"),
    texts=st.dictionaries(KEYS, ROWS), removed=st.dictionaries(KEYS, ROWS),
)  # fmt: skip
BANKS = st.dictionaries(KEYS, SOURCES)


def begun(**texts: str) -> Translation:
    """A file whose texts were made from "One."."""
    rows = {key: TranslatedText(source="One.", text=text) for key, text in texts.items()}
    return Translation(language="de", bank="b", version="1", texts=rows)


def told(found: Translation) -> list[str]:
    """Everything that somebody wrote, as often as it stands there."""
    rows = [*found.texts.values(), *found.removed.values()]
    return sorted(row.text for row in rows if row.is_there)


@examples(200)
@given(FILES, st.lists(BANKS, min_size=1, max_size=3))
def test_no_translated_text_is_ever_lost(before: Translation, banks: list[dict[str, str]]) -> None:
    """However often the bank changes, and whatever is in the file."""
    found = before
    for texts in banks:
        found = found.brought_to("2", texts)
        assert told(found) == told(before)
        assert {key: row.source for key, row in found.texts.items()} == texts
        assert found.brought_to("2", texts) == found


def test_another_source_marks_a_text_until_somebody_has_looked() -> None:
    """What it was made from stays beside it; where the source is as it was, nothing is marked."""
    changed = begun(a="eins", b="").brought_to("2", {"a": "Two.", "b": "Two."})
    assert changed.texts["a"] == TranslatedText(source="Two.", text="eins", was="One.")
    assert changed.texts["b"] == TranslatedText(source="Two.")
    again = changed.brought_to("3", {"a": "Three.", "b": "Two."})
    assert again.texts["a"].was == "One."
    assert again.brought_to("4", {"a": "One."}).texts["a"] == TranslatedText(source="One.", text="eins")


def test_what_the_bank_has_no_more_is_set_aside_and_comes_back() -> None:
    """Only what somebody wrote; an empty one is gone."""
    aside = begun(a="eins", b="").brought_to("2", {})
    assert (aside.texts, list(aside.removed)) == ({}, ["a"])
    assert aside.brought_to("3", {"a": "One.", "b": "One."}) == begun(a="eins", b="").brought_to(
        "3", {"a": "One.", "b": "One."}
    )
