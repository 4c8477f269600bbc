"""What changed between two banks is told by meaning: every kind of change once, and no change of spelling."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.banks.bank_files import find_bank_files
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.changes import weigh
from relapse_cli.checks.changes.banks import Side, compare_banks
from relapse_cli.checks.changes.change import Care, Weight, What
from relapse_cli.model.bank import Bank
from relapse_cli.yaml_door import parse_yaml
from tests.checks.changes.compared import FILES, SHIPPED, after, replaced, side
from tests.examples import examples
from tests.logic.test_rewording import DATA, WORDS


class Edit(NamedTuple):
    """One edit, and the one change that it is."""

    file: str
    old: str
    new: str
    about: str
    id: str
    part: str
    what: What = "changed"
    weight: Weight = "rules"
    care: Care | None = None


S, F, R, L, T = "safety.yaml", "followup.yaml", "rules.yaml", "lines.yaml", "rest.yaml"
_ALONE = '    - {id: safety.alone, type: yes_no, label: "Alone?", paths: [core], why: To know.}\n'
_NOW_WHEN = "relevance: {any: [{answer: safety.alone, is: true}, {answer: safety.alone, unresolved: true}]}"
_E_WHEN = "{any: [{answer: safety.now, has: [seizure, fall]}, {fact: tired}]}"
_U_WHEN = "{all: [{fact: tired}, {not: {answer: safety.alone, is: true}}]}"
_NEW_FLAG = "flags:\n  - {id: U-02, level: 2, text: New., plain: New., basis: [seed], source: [seed]}\n"
_CLINICIAN = '"We speak next: {blank:who}.", {text: And again., when: {fact: tired}}'

# fmt: off
EDITS = [
    Edit(R, "level: 4", "level: 3", "flag", "E-01", "level", "changed", "care", "lowers"),
    Edit(R, "level: 2", "level: 3", "flag", "U-01", "level", "changed", "care", "raises"),
    Edit(R, _E_WHEN, "{answer: safety.now, has: [seizure, fall]}", "flag", "E-01", "when", "changed", "care",
         "lowers"),
    Edit(R, _E_WHEN, _E_WHEN.replace("]}", "]}, {answer: safety.alone, is: true}", 1), "flag", "E-01", "when",
         "changed", "care", "raises"),
    Edit(R, "has: [seizure, fall]", "has: [seizure]", "flag", "E-01", "when", "changed", "care", "lowers"),
    Edit(R, _U_WHEN, "{fact: tired}", "flag", "U-01", "when", "changed", "care", "raises"),
    Edit(R, _U_WHEN, "{answer: safety.alone, is: true}", "flag", "U-01", "when", "changed", "care"),
    Edit(R, "    followup: {answer: followup.now, unresolved: true}\n", "", "flag", "U-01", "followup",
         "changed",
         "care", "lowers"),
    Edit(R, "flags:\n", _NEW_FLAG, "flag", "U-02", "", "added", "care", "raises"),
    Edit(R, "at_most: 3", "at_most: 4", "fact", "tired", "when", "changed", "care"),
    Edit(R, "sleep is short", "nights are short", "fact", "tired", "phrase", "changed", "words"),
    Edit(R, "text: Tired.", "text: Very tired.", "flag", "U-01", "text", "changed", "words"),
    Edit(S, "critical: true\n      ", "", "question", "safety.now", "critical", "changed", "care", "lowers"),
    Edit(S, "required: true\n      ", "", "question", "safety.now", "required", "changed", "care", "lowers"),
    Edit(S, "quiet: [none]", "quiet: [none, fall]", "question", "safety.now", "quiet", "changed", "care",
         "lowers"),
    Edit(S, "paths: [brief, core]", "paths: [brief, core, deep]", "question", "safety.now", "paths",
         "changed",
         "care", "raises"),
    Edit(S, _NOW_WHEN, "relevance: {answer: safety.alone, is: true}", "question", "safety.now", "relevance",
         "changed", "care", "lowers"),
    Edit(S, "        - {id: fall, label: A fall}\n",
         "        - {id: fall, label: A fall}\n        - {id: cold, label: Cold}\n", "question", "safety.now",
         "options.cold", "added", "care"),
    Edit(S, "label: A seizure", "label: Seizure", "question", "safety.now", "options.seizure.label",
         "changed",
         "words"),
    Edit(S, "max: 24", "max: 12", "question", "safety.sleep", "fields.hours.max"),
    Edit(S, "why: To know.", "why: To know it.", "question", "safety.alone", "why", "changed", "words"),
    Edit(S, "{id: safety.alone, type: yes_no", "{id: safety.alone, type: text", "question", "safety.alone",
         "type"),
    Edit(S, _ALONE, "", "question", "safety.alone", "", "removed"),
    Edit(S, "title: Safety", "title: Safe now", "section", "safety", "title", "changed", "words"),
    Edit(S, "Now about safety.", "About safety.", "section", "safety", "opening.default", "changed", "words"),
    Edit(S, "plan_section: safety", "plan_section: medicines", "section", "safety", "plan_section"),
    Edit(F, "title: Check-in", "title: Again", "section", "followup", "title", "changed", "words"),
    Edit(L, "owner: therapist", "owner: patient", "line", "P-CALL", "owner"),
    Edit(L, "n: 72", "n: 48", "line", "P-CALL", "due.2.n"),
    Edit(L, "words: today", "words: this day", "line", "P-CALL", "due.1.words", "changed", "words"),
    Edit(L, "when: {flag: E-01}", "when: always", "line", "P-CALL", "when"),
    Edit(L, "We speak next: ", "We talk next: ", "line", "P-CALL", "texts.clinician.1.text", "changed",
         "words"),
    Edit(L, _CLINICIAN, '"We speak next: {blank:who}."', "line", "P-CALL", "texts.clinician.2", "removed"),
    Edit(L, '      patient: ["We speak next."]\n', "", "line", "P-CALL", "texts.patient", "removed"),
    Edit(L, "asks: Who calls?", "asks: Who rings?", "line", "P-CALL", "slots.who.asks", "changed", "words"),
    Edit(L, "fills: therapist", "fills: patient", "line", "P-CALL", "slots.who.fills"),
    Edit(L, "not said", "nothing said", "line", "P-CALL", "gaps.safety.alone", "changed", "words"),
    Edit(L, "clinician: Said", "clinician: Told", "answer line", "A-SAID", "titles.clinician", "changed",
         "words"),
    Edit(L, "Nothing yet.", "Not yet.", "gap line", "GAP-ONE", "texts.clinician", "changed", "words"),
    Edit(L, "under: A-SAID", "under: A-SAID, done: true", "together", "P-CALL under A-SAID", "done"),
    Edit(T, 'year: "2020"', 'year: "2021"', "source", "seed", "year", "changed", "words"),
    Edit(T, "review_by: 2027-01-01", "review_by: 2028-01-01", "source", "seed", "review_by"),
    Edit(T, "when: always", "when: {flag: U-01}", "family sheet", "", "when"),
    Edit(T, "Stay near.", "Stay.", "family sheet", "", "lines.FS-01.text", "changed", "words"),
    Edit(T, "Read this.", "Read it.", "blank sheets", "", "patient.opening", "changed", "words"),
    Edit(T, "footer: F", "footer: G", "wording", "", "footer", "changed", "words"),
    Edit(T, "banned: [just]", "banned: [just, only]", "wording", "", "banned", "changed", "words"),
    Edit(T, "rename: {old.now: safety.now}", "rename: {old.then: safety.now}", "migration", "0",
         "rename.old.now", "removed"),
    Edit(T, "reason: It is so.", "reason: It is.", "exception", "BANK_236", "reason", "changed", "words"),
    Edit("bank.yaml", "sleep: safety.sleep", "anxiety: safety.sleep, sleep: safety.sleep", "role", "",
         "anxiety",
         "changed", "care"),
    Edit("bank.yaml", "[opioid]", "[opioid, alcohol]", "set", "", "depressants", "changed", "care"),
    Edit("bank.yaml", "[seizure, fall]}", "[seizure]}", "set", "", "own.signs", "changed", "care"),
    Edit("bank.yaml", 'version: "1"', 'version: "2"', "bank", "", "version"),
]
# fmt: on


@pytest.mark.parametrize(
    "edit", EDITS, ids=lambda edit: f"{edit.about} {edit.id} {edit.part} {edit.new[:20]}"
)
def test_every_kind_of_change_is_told_where_it_stands(edit: Edit) -> None:
    """Whatever a bank may hold: the thing, the place in it, what it can do; nothing else is told with it."""
    found = [each for each in after(edit.file, edit.old, edit.new) if each.part != "rename.old.then"]
    if edit.what == "removed" and edit.about == "question":
        found = [each for each in found if each.id == edit.id]
    [told] = found
    shown = (told.about, told.id, told.part, told.what, told.weight, told.care)
    assert shown == (edit.about, edit.id, edit.part, edit.what, edit.weight, edit.care)
    assert told.file == edit.file


def test_every_key_of_a_bank_is_compared() -> None:
    """No part of a bank is passed over: each has an edit above."""
    abouts = {edit.about for edit in EDITS}
    told_as = {"actions": "line", "family": "family sheet", "sheets": "blank sheets"}
    told_as |= {"answer_lines": "answer line", "gap_lines": "gap line", "together": "together"}
    for field in Bank.model_fields:
        if field not in {"id", "version", "title", "digest", "signature"}:
            assert told_as.get(field, field.removesuffix("s")) in abouts, field


def test_what_somebody_reads_is_told_as_words() -> None:
    """Every text of a bank, wherever it stands; ids and kinds are none."""
    whole = {"Wording", "PatientWords", "HandoverWords", "FixedWords", "ThinWords", "CheckException"}
    read = {name for model, name in (each.split(".") for each in WORDS) if model not in whole}
    assert read <= weigh._WORDS
    assert not weigh._WORDS & DATA


def test_what_can_raise_or_lower_care_stands_first_and_words_last() -> None:
    """In one list: levels before conditions of lines, texts at the end."""
    rules = FILES[R].replace("text: Tired.", "text: Very tired.").replace("level: 2", "level: 3")
    lines = FILES[L].replace("owner: therapist", "owner: patient")
    found = compare_banks(SHIPPED, side({**FILES, R: rules, L: lines}))
    assert [(each.weight, each.id) for each in found] == [
        ("care", "U-01"),
        ("rules", "P-CALL"),
        ("words", "U-01"),
    ]


def test_a_condition_tells_which_parts_came_and_went() -> None:
    """As sentences with the labels of their bank, and both as a whole."""
    [told] = after(R, "{fact: tired}]}", "{answer: safety.alone, is: true}]}")
    assert told.more == ("no longer when sleep is short", "also when “Alone” is yes")
    assert told.old == "“What is there now” includes “A seizure” or “A fall” or sleep is short"


def test_the_condition_of_a_fact_tells_what_rests_on_it() -> None:
    """Flags first; through another fact as well; nothing that does not read it."""
    further = "facts:\n  - {name: worn, phrase: it is worn, when: {fact: tired}}\n"
    rules = FILES[R].replace("facts:\n", further).replace("{all: [{fact: tired}", "{all: [{fact: worn}")
    before = side({**FILES, R: rules})
    [told] = compare_banks(before, side({**FILES, R: rules.replace("at_most: 3", "at_most: 4")}))
    assert (told.id, told.read_by) == ("tired", ("E-01", "U-01", "P-CALL"))


def test_a_new_line_tells_its_first_words() -> None:
    """It has texts by edition and no words of its own; one option of it is said likewise."""
    line = """actions:
  - id: T-TRAVEL
    section: trigger
    owner: therapist
    when: always
    due: [{word: days, n: 7, words: within 7 days}]
    texts: {clinician: [A journey gets a step.]}
    options: [{id: plan, texts: {clinician: It is planned.}, basis: [seed]}]
    basis: [seed]
    source: [seed]
"""
    (change,) = after(L, "actions:\n", line)
    assert (change.about, change.id, change.what, change.new) == (
        "line",
        "T-TRAVEL",
        "added",
        "A journey gets a step.",
    )


def test_what_is_gone_tells_where_it_stood() -> None:
    """File and line of the older bank, for there is no other place."""
    [told] = [each for each in replaced(R, FILES[R].split("  - id: U-01")[0]) if each.about == "flag"]
    assert (told.what, told.file, told.care) == ("removed", R, "lowers")
    assert FILES[R].splitlines()[told.line - 1] == "  - id: U-01"


SAME = [
    (R, "has: [seizure, fall]", "has: [fall, seizure]"),
    (R, _U_WHEN, "{all: [{not: {answer: safety.alone, is: true}}, {fact: tired}]}"),
    (R, _U_WHEN, "{all: [{all: [{fact: tired}]}, {not: {not: {not: {answer: safety.alone, is: true}}}}]}"),
    (R, _U_WHEN, "{not: {not: " + _U_WHEN + "}}"),
    (R, "at_most: 3", "at_most: 3.0"),
    (R, "text: Danger now.", 'text: "Danger now."  # as it was'),
    (S, "paths: [brief, core]", "paths: [core, brief]"),
    (S, "paths: [core], why", "relevance: always, paths: [core], why"),
    (L, '"We speak next: {blank:who}."', '{text: "We speak next: {blank:who}."}'),
    (L, "{line: P-CALL, under: A-SAID}", "{when: always, under: A-SAID, line: P-CALL}"),
]


@pytest.mark.parametrize(("file", "old", "new"), SAME, ids=range(len(SAME)))
def test_what_means_the_same_is_no_change(file: str, old: str, new: str) -> None:
    """Order within all and any, double negation, quotation marks, defaults that are written out."""
    assert after(file, old, new) == ()


def test_a_section_in_another_file_is_no_change() -> None:
    """Files are no part of the meaning, as long as the order of the sections is the same."""
    files = {"bank.yaml": COMPOSING_MOVED, "one.yaml": FILES[S], "two.yaml": FILES[F] + FILES[R]}
    files |= {"three.yaml": FILES[L] + FILES[T]}
    assert compare_banks(SHIPPED, side(files)) == ()


COMPOSING_MOVED = FILES["bank.yaml"].replace(
    "[safety.yaml, followup.yaml, rules.yaml, lines.yaml, rest.yaml]", "[one.yaml, two.yaml, three.yaml]"
)


def test_another_order_of_questions_is_told_once() -> None:
    """It changes the interview, and nothing of a question."""
    moved = FILES[S].replace(_ALONE, "") + _ALONE
    [told] = replaced(S, moved)
    assert (told.what, told.part, told.old) == (
        "order",
        "interview",
        "safety.alone, safety.now, safety.sleep",
    )


def test_a_removed_question_leaves_conditions_that_can_still_be_told() -> None:
    """A bank that is not sound is compared all the same."""
    found = replaced(S, FILES[S].replace(_ALONE, ""))
    assert [(each.id, each.what) for each in found] == [("safety.alone", "removed")]


@examples(25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_is_no_change(random: object) -> None:
    """Every mapping of every file with its keys in any order, written as JSON."""
    shuffled = {name: json.dumps(_shuffled(_value(text), random)) for name, text in FILES.items()}
    assert compare_banks(SHIPPED, side(shuffled)) == ()


def _value(text: str) -> object:
    document, problems = parse_yaml(text.encode())
    assert document is not None, problems
    return document.value


def _shuffled(value: object, random: object) -> object:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)  # type: ignore[attr-defined]
        return {key: _shuffled(value[key], random) for key in keys}
    return [_shuffled(each, random) for each in value] if isinstance(value, list) else value


def test_the_shipped_bank_written_otherwise_means_the_same() -> None:
    """All of its files as JSON with keys the other way round."""
    files, problems = find_bank_files(find_bank("post_relapse"))
    assert files is not None
    reading = read_bank(files, problems)
    assert reading.bank is not None
    texts = {name: json.dumps(_backwards(_value(data.decode()))) for name, data in files.contents.items()}
    assert compare_banks(Side(reading.bank, reading.places, {}), side(texts)) == ()


def _backwards(value: object) -> object:
    if isinstance(value, dict):
        return {key: _backwards(value[key]) for key in reversed(value)}
    return [_backwards(each) for each in value] if isinstance(value, list) else value
