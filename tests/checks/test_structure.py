"""What a bank means: every fault is found where it stands, and a sound bank has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_bank import BASIS, QUESTIONS, REST, SUBSTANCE, check_bank, codes, write_bank

ACTION = """\
actions:
  - id: P-1
    section: contact
    owner: therapist
    due: []
    basis: [seed]
    source: [seed]
    texts: {clinician: [Call.]}
"""

X, F = "{id: x, label: X}", "{id: x, type: text, label: X}"
U = "unreliable: {values: [y], when: always, scope: list, note: n}"


def found(folder: Path, **parts: str) -> list[str]:
    """Return the codes of the faults of a bank whose shape is whole."""
    bank, problems = check_bank(write_bank(folder, **parts))
    assert bank is not None, problems
    return codes(problems)


def fact(condition: str, *, scope: str = "record") -> str:
    """Return a rules file with one fact under a condition."""
    return f"facts: [{{name: f, phrase: p, scope: {scope}, when: {condition}}}]"


def flag(name: str, level: int = 2, when: str = "always") -> str:
    """Return one flag as a line of YAML."""
    return f"  - {{id: {name}, level: {level}, text: t, plain: p, when: {when}, {BASIS}}}\n"


def test_a_sound_bank_has_no_fault(tmp_path: Path) -> None:
    """The bank of these tests itself is sound."""
    assert found(tmp_path, rules=ACTION) == []


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("{answer: safety.nwo, has: [none]}", "BANK_050"),
        ("{answer: safety.alone.why, is: x}", "BANK_050"),
        ("{answer: safety.sleep.hour, at_least: 3}", "BANK_051"),
        ("{fact: gone}", "BANK_052"),
        ("{flag: E-99}", "BANK_053"),
        ("{at_least: 1, of_flags: [E-99]}", "BANK_053"),
        ("{open_beyond: E-99}", "BANK_053"),
        ("{answer: safety.mood, is: lo}", "BANK_056"),
        ("{answer: safety.mood, in: [low, odd]}", "BANK_056"),
        ("{answer: safety.mood, is: true}", "BANK_056"),
        ("{answer: safety.now, has: [seizures]}", "BANK_056"),
        ("{entry: class, is: opioid}", "BANK_061"),
        ("{field: class, is: opioid}", "BANK_061"),
        ("{level: 4}", "BANK_062"),
        ("{action: P-1}", "BANK_062"),
        ("{some_entry: always}", "BANK_064"),
        ("{fact: sai}", "BANK_065"),
        ("{answer: safety.mood, has: [low]}", "BANK_070"),
        ("{answer: safety.now, is: none}", "BANK_070"),
        ("{answer: safety.mood, at_least: 3}", "BANK_070"),
        ("{answer: safety.alone, in: [true]}", "BANK_070"),
        ("{answer: safety.sleep, is: x}", "BANK_070"),
        ("{answer: safety.sleep.hours, within: {hours: 3}}", "BANK_070"),
        ("{fact: path, unresolved: true}", "BANK_070"),
        ("{answer: safety.alone, is: 1}", "BANK_071"),
        ("{answer: safety.alone, is: low}", "BANK_071"),
        ("{answer: safety.sleep.hours, is: many}", "BANK_071"),
        ("{answer: safety.sleep.hours, at_least: 25}", "BANK_072"),
        ("{answer: safety.sleep.hours, less_than: -1}", "BANK_072"),
        ("{answer: safety.sleep.hours, asked: true}", "BANK_073"),
    ],
)
def test_a_condition_that_cannot_mean_anything_is_one_fault(tmp_path: Path, when: str, code: str) -> None:
    """Unknown names, comparisons that do not fit and options nobody can give are found, once each."""
    assert found(tmp_path, rules=fact(when)) == [code]


@pytest.mark.parametrize(
    "condition",
    [
        "{answer: safety.mood, is_or_unresolved: low}",
        "{answer: safety.mood, status: declined}",
        "{answer: safety.alone, is: false}",
        "{answer: safety.sleep.hours, at_most: 0}",
        "{answer: safety.sleep.hours, unresolved: true}",
        "{answer: safety.sleep, usable: true}",
        "{answer: safety.now, asked: true}",
        "{fact: path, in: [brief, deep]}",
    ],
)
def test_a_condition_that_fits_is_no_fault(tmp_path: Path, condition: str) -> None:
    """Every kind of question takes its own comparisons."""
    assert found(tmp_path, rules=fact(condition)) == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{some_entry: {entry: class, in: [opioid]}}", []),
        ("{some_entry: {field: last_use, usable: true}}", []),
        ("{some_entry: {entry: last_use, within: {hours: 72}}}", []),
        ("{some_entry: {entry: clas, is: opioid}}", ["BANK_059"]),
        ("{some_entry: {field: clas, is: opioid}}", ["BANK_051"]),
        ("{some_entry: {entry: path, is: core}}", ["BANK_060"]),
        ("{fact: last_use, usable: true}", ["BANK_060"]),
        ("{some_entry: {entry: class, is: opiod}}", ["BANK_056"]),
        ("{answer: event.substance.class, is: opioid}", ["BANK_063"]),
    ],
)
def test_entries_are_looked_at_one_by_one(tmp_path: Path, condition: str, expected: list[str]) -> None:
    """Facts and fields of an entry belong inside some_entry, facts of the record outside."""
    assert found(tmp_path, questions=SUBSTANCE, rules=fact(condition)) == expected


def test_a_fact_of_an_entry_is_judged_inside_one(tmp_path: Path) -> None:
    """A named fact of an entry may use entry facts, and only some_entry may use it."""
    assert found(tmp_path, questions=SUBSTANCE, rules=fact("{entry: class, is: opioid}", scope="entry")) == []
    both = """\
        facts:
          - {name: strong, phrase: p, scope: entry, when: {entry: class, is: opioid}}
          - {name: right, phrase: p, when: {some_entry: {entry: strong}}}
          - {name: wrong, phrase: p, when: {fact: strong}}
        """
    assert found(tmp_path, questions=SUBSTANCE, rules=both) == ["BANK_060"]


def test_the_place_of_a_leaf_is_its_own_line(tmp_path: Path) -> None:
    """A fault deep inside a condition is shown on its line, with the name that was probably meant."""
    rules = """\
        facts:
          - name: f
            phrase: p
            when:
              any:
                - {answer: safety.mood, is: low}
                - not:
                    answer: safety.mod
                    is: low
        """
    _, [problem] = check_bank(write_bank(tmp_path, rules=rules))

    assert (Path(problem.file).name, problem.line, problem.path) == ("rules.yaml", 7, "f.when")
    assert problem.remedy.startswith("Did you mean 'safety.mood'?")


@pytest.mark.parametrize(
    ("relevance", "code", "name"),
    [
        ("{answer: safety.mood, is: low}", "BANK_080", "safety.mood"),
        ("{answer: safety.alone, is: true}", "BANK_081", "safety.alone"),
        ("{fact: low}", "BANK_080", "safety.mood"),
        ("{flag: U-01}", "BANK_080", "safety.mood"),
    ],
)
def test_relevance_reads_earlier_questions_only(tmp_path: Path, relevance: str, code: str, name: str) -> None:
    """A question reads neither itself nor a later one, directly or through facts and flags."""
    questions = QUESTIONS.replace("label: Alone?,", f"label: Alone?, relevance: {relevance},", 1)
    rules = "facts: [{name: low, phrase: p, when: {answer: safety.mood, is: low}}]\nflags:\n"
    rules += flag("U-01", when="{any: [{fact: low}]}")
    _, problems = check_bank(write_bank(tmp_path, questions=questions, rules=rules))

    assert [(p.code, p.line, name in p.message or code == "BANK_081") for p in problems] == [(code, 7, True)]


def test_the_followup_branch_of_a_flag_is_not_read_by_the_interview(tmp_path: Path) -> None:
    """A flag that reads a later question in a follow-up only may be read by relevance."""
    questions = QUESTIONS.replace("label: Mood\n", "label: Mood\n  relevance: {flag: U-01}\n")
    rules = "flags:\n" + flag("U-01", when="{answer: safety.alone, is: true}").replace(
        "basis", "followup: {answer: safety.mood, is: low}, basis"
    )

    assert found(tmp_path, questions=questions, rules=rules) == []


def test_a_cycle_is_named_whole(tmp_path: Path) -> None:
    """Facts that rest on each other are one fault that names every one of them."""
    rules = """\
        facts:
          - {name: a, phrase: p, when: {fact: b}}
          - {name: b, phrase: p, when: {not: {fact: c}}}
          - {name: c, phrase: p, when: {any: [{fact: a}]}}
        """
    _, [problem] = check_bank(write_bank(tmp_path, rules=rules))

    assert problem.code == "BANK_082"
    assert all(f"fact '{name}'" in problem.message for name in "abc")


def test_two_cycles_are_two_faults(tmp_path: Path) -> None:
    """A fact that names itself and a flag that rests on its own fact are told apart."""
    rules = """\
        facts:
          - {name: a, phrase: p, when: {fact: a}}
          - {name: b, phrase: p, when: {flag: U-01}}
        flags:
          - {id: U-01, level: 2, text: t, plain: p, when: {fact: b}, basis: [seed], source: [seed]}
        """
    assert found(tmp_path, rules=rules) == ["BANK_082", "BANK_082"]


def test_questions_that_wait_for_each_other_are_a_cycle(tmp_path: Path) -> None:
    """Two questions that open each other are named as one cycle, not as two readings."""
    questions = """\
        - {id: a.b, type: yes_no, label: L, paths: [core], relevance: {answer: a.c, is: true}}
        - {id: a.c, type: yes_no, label: L, paths: [core], relevance: {answer: a.b, is: true}}
        """
    assert found(tmp_path, questions=questions) == ["BANK_082"]


def test_a_field_reads_earlier_fields_of_its_group(tmp_path: Path) -> None:
    """A field may depend on a field above it and on nothing below it."""
    fields = (
        "[{id: c, type: yes_no, label: L}, {id: d, type: text, label: L, relevance: {field: c, is: true}}]"
    )
    group = f"- {{id: a.b, type: group, label: L, paths: [core], fields: {fields}}}"

    assert found(tmp_path, questions=group) == []
    assert found(tmp_path, questions=group.replace("{field: c,", "{field: d,")) == ["BANK_071", "BANK_083"]


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ("- {id: a.b, type: yes_no, label: L, paths: [core]}\n" * 2, ["BANK_040"]),
        ("- {id: 'a b', type: yes_no, label: L, paths: [core]}", ["BANK_041"]),
        (f"- {{id: a.b, type: choice, label: L, paths: [core], options: [{X}, {X}]}}", ["BANK_040"]),
        (f"- {{id: a.b, type: group, label: L, paths: [core], fields: [{F}, {F}]}}", ["BANK_040"]),
        ("- {id: a.b, type: choice, label: L, paths: [core]}", ["BANK_090"]),
        ("- {id: a.b, type: text, label: L, paths: [core], options: [{id: x, label: X}]}", ["BANK_091"]),
        ("- {id: a.b, type: group, label: L, paths: [core]}", ["BANK_092"]),
        (f"- {{id: a.b, type: text, label: L, paths: [core], fields: [{F}]}}", ["BANK_093"]),
        ("- {id: a.b, type: number, label: L, paths: [core], min: 5, max: 1}", ["BANK_094"]),
        ("- {id: a.b, type: text, label: L, paths: [core], critical: true, quiet: [x]}", ["BANK_095"]),
        ("- {id: a.b, type: text, label: L, paths: [core], critical: true}", []),
        ("- {id: a.b, type: yes_no, label: L, paths: [core], quiet: [maybe]}", ["BANK_056"]),
        (f"- {{id: a.b, type: multi, label: L, paths: [core], options: [{X}], exclusive: y}}", ["BANK_056"]),
        (f"- {{id: a.b, type: choice, label: L, paths: [core], options: [{X}], {U}}}", ["BANK_056"]),
        ("- {id: a.b, type: text, label: L, paths: [core], prompts: a.c}", ["BANK_050"]),
        ("- {id: a.b, type: text, label: L, paths: [core], ask_after: frame}", ["BANK_057"]),
        ("- {id: a.b, type: text, label: L, paths: [core], ask_after: safety}", []),
        ("- {id: a.b, type: text, label: L, paths: [followup]}", ["BANK_096"]),
        ("- {id: a.b, type: text, label: L, paths: []}", ["BANK_097"]),
    ],
)  # fmt: skip
def test_what_a_question_declares_must_hold_together(
    tmp_path: Path, questions: str, expected: list[str]
) -> None:
    """Ids are there once, options exist, and a type brings what it needs and nothing else."""
    assert found(tmp_path, questions=questions) == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("flags:\n" + flag("U-01") * 2, ["BANK_040"]),
        ("facts: [{name: f, phrase: p, when: always}, {name: f, phrase: q, when: always}]", ["BANK_040"]),
        ("facts: [{name: classes, phrase: p, when: always}]", ["BANK_042"]),
        ("flags:\n" + flag("U-01").replace("source: [seed]", "source: [sed]"), ["BANK_055"]),
        ("flags:\n" + flag("U-01").replace("source: [seed]", "source: []"), ["BANK_044"]),
        (ACTION + "    reads: [safety.nwo]\n", ["BANK_050"]),
        (ACTION + "    variant: nostop\n", ["BANK_066"]),
        (ACTION + "    on_sheet: [FS-99]\n", ["BANK_113"]),
        (ACTION + "    when: {all: [{level: 4}, {action: P-2}]}\n", ["BANK_054"]),
        (ACTION + "    options: [{id: x, basis: [seed], texts: {}}]\n", ["BANK_107"]),
        (ACTION.replace("{clinician: [Call.]}", "{clinician: []}"), ["BANK_107"]),
        (ACTION.replace("due: []", "due: [{word: hours, words: w}]"), ["BANK_105"]),
        (ACTION.replace("due: []", "due: [{word: days, n: 0, words: w}]"), ["BANK_105"]),
        (ACTION.replace("due: []", "due: [{word: today, n: 1, words: w}]"), ["BANK_106"]),
        (ACTION.replace("due: []", "due: [{word: days, n: 1, words: w}]"), []),
    ],
)
def test_what_a_rule_declares_holds_together(tmp_path: Path, rules: str, expected: list[str]) -> None:
    """Rules have one id, a known source, at least one edition and due times that can be resolved."""
    assert found(tmp_path, rules=rules) == expected


def test_every_owner_has_words_where_owners_have_words(tmp_path: Path) -> None:
    """A bank that words its owners words each of them; one that words none prints them as they stand."""
    owners = REST.replace("banned: []", "owners: {patient: {clinician: patient}}, banned: []")
    assert found(tmp_path, rules=ACTION, rest=owners) == ["BANK_114"]
    assert found(tmp_path, rules=ACTION, rest=owners.replace("{patient: {c", "{therapist: {c")) == []


def test_flags_of_two_levels_in_one_of_several_files_are_a_fault(tmp_path: Path) -> None:
    """Where flags have files of their own, each file holds one level; a small bank may keep them together."""
    mixed = "flags:\n" + flag("E-01", 4) + flag("U-01", 2)
    assert found(tmp_path, rules=mixed) == []
    assert found(tmp_path, rules=mixed, rest="flags:\n" + flag("M-01", 3) + REST) == ["BANK_043"]


@pytest.mark.parametrize(
    ("text", "gaps", "expected"),
    [
        ("Slept {safety.sleep.hours}.", "{safety.sleep.hours: not known}", []),
        ("Slept {safety.sleep.hours}.", "{}", ["BANK_101"]),
        ("Slept {safety.sleep.hour}.", "{}", ["BANK_100"]),
        ("Call {numbers}: {flags}.", "{}", []),
        ("Call {number}.", "{}", ["BANK_100"]),
        ("Slept {safety sleep}.", "{}", ["BANK_102"]),
        ("Slept {.", "{}", ["BANK_102"]),
        ("Slept well.", "{safety.mood: not known}", ["BANK_103"]),
        ("Call {blank: person}.", "{}", ["BANK_102"]),
        ("Call {safety.mood}.", '{safety.mood: "{blank:}"}', ["BANK_102"]),
        ("Call ____.", "{}", ["BANK_111"]),
        ("Call {safety.mood}.", '{safety.mood: "{safety.mood}"}', ["BANK_112"]),
    ],
)
def test_names_in_a_text_exist_and_can_be_missing(
    tmp_path: Path, text: str, gaps: str, expected: list[str]
) -> None:
    """A placeholder names a question, a field or a slot, and an answer has a text for when it is missing."""
    rules = ACTION.replace("[Call.]", f'["{text}"]') + f"    gaps: {gaps}\n"

    assert found(tmp_path, rules=rules) == expected


def test_an_answer_that_never_leaves_the_store_is_not_quoted(tmp_path: Path) -> None:
    """A text cannot carry a withheld answer out."""
    questions = "- {id: a.b, type: text, label: L, paths: [core], never_export: true}"
    rules = ACTION.replace("[Call.]", '["At {a.b}."]') + "    gaps: {a.b: unknown}\n"

    assert found(tmp_path, questions=questions, rules=rules) == ["BANK_104"]


def test_lines_that_quote_answers_name_them_rightly(tmp_path: Path) -> None:
    """Answer lines quote known questions or fields, and each edition they fill has a title."""
    line = """\
        answer_lines:
          - id: A-1
            section: safety
            titles: {clinician: T}
            quotes: {clinician: [safety.sleep.hours, safety.mod], patient: [safety.mood]}
            labels: {safety.moood: M}
            basis: [seed]
            source: [seed]
        gap_lines: [{id: GAP-1, section: safety, texts: {clinician: "{gone}"}, basis: [seed], source: [seed]}]
        """
    assert found(tmp_path, rules=line) == ["BANK_050", "BANK_108", "BANK_050", "BANK_100"]


def test_all_faults_come_back_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    """Nobody has to repair a bank one fault at a time."""
    questions = "- {id: a.b, type: choice, label: L, paths: [core]}"
    rules = "facts:\n  - {name: f, phrase: p, when: {fact: g}}\n  - {name: h, phrase: p, when: {flag: X}}\n"
    _, problems = check_bank(write_bank(tmp_path, questions=questions, rules=rules))

    assert [(p.code, Path(p.file).name, p.line) for p in problems] == [
        ("BANK_052", "rules.yaml", 2),
        ("BANK_053", "rules.yaml", 3),
        ("BANK_090", "section.yaml", 7),
    ]


@pytest.mark.parametrize(
    ("owners", "code"),
    [
        ("{a: {clinician: A}, b: {clinician: B}}", ""),
        ("{a: {clinician: A}, b: {patient: you}}", "BANK_132"),
        ("{a: {clinician: A}, b: {clinician: ' '}}", "BANK_132"),
        ("{a: {clinician: A}, b: {clinician: a, patient: you}}", "BANK_133"),
    ],
)
def test_owners_have_words_of_their_own(tmp_path: Path, owners: str, code: str) -> None:
    """Whom a therapist types is known by the clinician's words: there are some, and no two alike."""
    rest = REST.replace("not_recorded: not recorded}", f"not_recorded: not recorded, owners: {owners}}}")
    assert rest != REST
    assert found(tmp_path, rest=rest) == ([code] if code else [])
