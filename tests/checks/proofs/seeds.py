"""A copy of the shipped bank with twelve parts that no interview can reach."""

from __future__ import annotations

import shutil
from pathlib import Path

BANKS = Path(__file__).parents[3] / "question_banks"

_QUESTION = """
    - id: {id}
      type: yes_no
      label: Is this so?
      why: It is asked to see whether anybody ever is.
      relevance: {relevance}
      paths: {paths}
      allow: [declined]
"""
_FLAG = """
  - id: {id}
    level: 2
    text: Something was found.
    plain: Something was found.
    when: {when}
    basis: [product_default]
    source: [product]
"""
_ACTION = """
  - id: {id}
    section: contact
    owner: therapist
    when: {when}
    due: [{{word: today, words: "today"}}]
    texts:
      clinician: ["Look at it again."]
    basis: [product_default]
    source: [product]
"""
_FACT = """
  - name: {id}
    scope: {scope}
    phrase: something is so
    when: {when}
"""
_GROUP = """
    - id: close.seeded_group
      type: group
      label: What else is there?
      why: It is asked to see whether a part of it ever is.
      fields:
        - id: kind
          type: choice
          label: Of which kind?
          options: [{id: one, label: One}, {id: two, label: Two}]
        - id: never
          type: text
          label: What is it called?
          relevance: {all: [{field: kind, is: one}, {field: kind, is: two}]}
      paths: [core, deep]
      allow: [declined]
"""

QUESTIONS = {
    "close.contradiction": (
        "{all: [{answer: event.over_max, is: true}, {answer: event.over_max, is: false}]}",
        "[deep]",
    ),
    "close.other_path": ("{answer: contact.meaning, is: failed}", "[brief]"),
    "close.other_session": ("{fact: path, is: followup}", "[core, deep]"),
}
FLAGS = {
    "U-91": "{all: [{answer: contact.worth, at_least: 8}, {answer: contact.worth, at_most: 3}]}",
    "U-92": "{all: [{flag: U-03}, {not: {answer: safety.agitation, in: [marked, cannot_settle]}}]}",
    "U-93": "{some_entry: {all: [{entry: within_24h}, {not: {entry: within_72h}}]}}",
    "U-94": "{some_entry: {all: [{entry: short_run}, {entry: run_days, at_least: 7}]}}",
}
ACTIONS = {
    "P-91": "{all: [{level: 1}, {flag: M-01}]}",
    "P-92": "{all: [{action: D-00}, {action: D-01}]}",
}
FACTS = {
    "mild_and_strong": ("record", "{all: [{fact: withdrawal, is: mild}, {fact: withdrawal, is: strong}]}"),
    "bought_alcohol": ("entry", "{all: [{entry: class, is: alcohol}, {entry: source, is: bought}]}"),
}
SEEDED = {
    *(("question", name) for name in QUESTIONS),
    ("field", "close.seeded_group.never"),
    *(("flag", name) for name in FLAGS),
    *(("action", name) for name in ACTIONS),
    ("fact", "mild_and_strong"),
    ("fact", "product: bought_alcohol"),
}
"""What must be found: a kind and an id."""


def copied_bank(folder: Path) -> Path:
    """Copy the shipped banks, and return the file that composes the copy."""
    shutil.copytree(BANKS, folder / "banks")
    return folder / "banks" / "post_relapse.yaml"


def seeded_bank(folder: Path) -> Path:
    """Copy the shipped bank and add what nobody can reach."""
    bank = copied_bank(folder)
    parts = bank.with_suffix("")
    _append(
        parts / "closing.yaml",
        *(_QUESTION.format(id=n, relevance=r, paths=p) for n, (r, p) in QUESTIONS.items()),
        _GROUP,
    )
    _append(parts / "flags_soon.yaml", *(_FLAG.format(id=n, when=w) for n, w in FLAGS.items()))
    _append(parts / "actions_safety.yaml", *(_ACTION.format(id=n, when=w) for n, w in ACTIONS.items()))
    _append(parts / "facts.yaml", *(_FACT.format(id=n, scope=s, when=w) for n, (s, w) in FACTS.items()))
    return bank


def _append(path: Path, *texts: str) -> None:
    path.write_text(path.read_text("utf-8").rstrip() + "\n" + "".join(texts), "utf-8")
