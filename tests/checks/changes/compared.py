"""A small bank with one of everything, and what changed after an edit."""

from __future__ import annotations

from relapse_cli.banks.bank_files import BankFiles, digest_of
from relapse_cli.banks.loader import read_bank
from relapse_cli.checks.changes.banks import Side, compare_banks
from relapse_cli.checks.changes.change import Change

COMPOSING = """\
bank: {id: small, version: "1", title: Small}
files: [safety.yaml, followup.yaml, rules.yaml, lines.yaml, rest.yaml]
roles: {sleep: safety.sleep}
sets: {depressants: [opioid], signs: [seizure, fall]}
"""

SAFETY = """\
section:
  id: safety
  title: Safety
  plan_section: safety
  session: interview
  opening: {default: Now about safety.}
  questions:
    - {id: safety.alone, type: yes_no, label: "Alone?", paths: [core], why: To know.}
    - id: safety.now
      type: multi
      label: What is there now?
      paths: [brief, core]
      critical: true
      required: true
      quiet: [none]
      exclusive: none
      relevance: {any: [{answer: safety.alone, is: true}, {answer: safety.alone, unresolved: true}]}
      options:
        - {id: none, label: Nothing}
        - {id: seizure, label: A seizure}
        - {id: fall, label: A fall}
    - id: safety.sleep
      type: group
      label: Sleep
      paths: [core]
      fields: [{id: hours, type: number, label: Hours, min: 0, max: 24}]
"""

FOLLOWUP = """\
section:
  id: followup
  title: Check-in
  plan_section: followup
  session: followup
  questions:
    - {id: followup.now, type: choice, label: Now?, paths: [followup], options: [{id: well, label: Well}]}
"""

RULES = """\
facts:
  - {name: tired, phrase: sleep is short, when: {answer: safety.sleep.hours, at_most: 3}}
flags:
  - id: E-01
    level: 4
    text: Danger now.
    plain: There is danger.
    when: {any: [{answer: safety.now, has: [seizure, fall]}, {fact: tired}]}
    basis: [seed]
    source: [seed]
  - id: U-01
    level: 2
    text: Tired.
    plain: You sleep little.
    when: {all: [{fact: tired}, {not: {answer: safety.alone, is: true}}]}
    followup: {answer: followup.now, unresolved: true}
    basis: [seed]
    source: [seed]
"""

LINES = """\
actions:
  - id: P-CALL
    section: contact
    owner: therapist
    when: {flag: E-01}
    due:
      - {when: {level: 4}, word: today, words: today}
      - {word: hours, n: 72, words: within 72 hours}
    texts:
      clinician: ["We speak next: {blank:who}.", {text: And again., when: {fact: tired}}]
      patient: ["We speak next."]
    gaps: {safety.alone: not said}
    slots: [{id: who, asks: Who calls?, fills: therapist}]
    basis: [seed]
    source: [seed]
answer_lines:
  - {id: A-SAID, section: safety, titles: {clinician: Said}, quotes: {clinician: [safety.alone]},
     basis: [seed], source: [seed]}
gap_lines:
  - {id: GAP-ONE, section: safety, texts: {clinician: Nothing yet.}, basis: [seed], source: [seed]}
together:
  - {line: P-CALL, under: A-SAID}
"""

REST = """\
sources: [{id: seed, title: A source, year: "2020", looked_at: 2026-01-01, review_by: 2027-01-01}]
family_sheet:
  when: always
  waits_for_recheck: never
  title: For you
  opening: Hello.
  headings: {}
  lines:
    - {id: FS-01, heading: safety, kind: do, text: Stay near., basis: [seed], source: [seed]}
sheets:
  patient: {title: Mine, opening: [Read this.], parts: []}
  family: {title: Yours, opening: [Read that.], parts: []}
wording:
  {title: T, fixed: {head: H, close: C}, footer: F, not_reviewed: N, draft: D, levels: {}, sections: {},
   validators: {}, banned: [just], not_recorded: not recorded}
migrations: [{from: "0", to: "1", rename: {old.now: safety.now}}]
exceptions: [{code: BANK_236, ids: [tired], reason: It is so.}]
"""

FILES = {
    "bank.yaml": COMPOSING,
    "safety.yaml": SAFETY,
    "followup.yaml": FOLLOWUP,
    "rules.yaml": RULES,
    "lines.yaml": LINES,
    "rest.yaml": REST,
}


def side(files: dict[str, str]) -> Side:
    """The bank that files make, the composing one first."""
    contents = {name: text.encode() for name, text in files.items()}
    shown = {name: name for name in contents}
    reading = read_bank(BankFiles(contents, shown, digest_of(contents)), [])
    assert reading.bank is not None, reading.problems
    return Side(reading.bank, reading.places, {})


SHIPPED = side(FILES)


def after(file: str, old: str, new: str) -> tuple[Change, ...]:
    """What changed when a text in a file became another one."""
    assert FILES[file].count(old) == 1, (file, old)
    return compare_banks(SHIPPED, side({**FILES, file: FILES[file].replace(old, new)}))


def replaced(file: str, text: str) -> tuple[Change, ...]:
    """What changed when a file became another one."""
    return compare_banks(SHIPPED, side({**FILES, file: text}))
