"""The interchange format, key by key."""

from __future__ import annotations

import json

from hypothesis import given

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.plan import FlagDecision, OpenItem, Plan
from relapse_cli.text.sanitize import sanitize
from tests.documents.hostile import hostile_text
from tests.documents.plans import (
    make_bank,
    make_family,
    make_flag,
    make_full_plan,
    make_line,
    make_option,
    make_plan,
)


def render(plan: Plan, edition: Edition = "clinician") -> str:
    """Return the line of one edition."""
    return write_plan(plan, make_bank(), edition, "json", RenderOptions())


def test_the_clinician_object_is_exactly_the_format() -> None:
    """Every key of relapse-plan/1 is there with its value, and no other."""
    plan = make_plan(
        level=3,
        level_decided=2,
        flags=(make_flag(decision=FlagDecision(kind="lower", to=2, reason="seen today")),),
        lines=(
            make_line(
                "T-SLEEP", "Sleep.", variant="both", options=(make_option("a", "A", "B", picked=True),)
            ),
        ),
        unresolved=(OpenItem(id="safety.suicide", label="Thoughts of suicide"),),
        unmet=("V-PROFILE",),
    )
    expected = {
        "format": "relapse-plan/1",
        "record": "0b6f2c1e-0000-4000-8000-000000000001",
        "case": "PR-900",
        "path": "core",
        "started_at": "2026-11-20T09:00:00+01:00",
        "patient_edition": "plan",
        "next_contact": None,
        "extra_contact": None,
        "sequence": [],
        "level": 3,
        "level_decided": 2,
        "final": False,
        "bank": {"id": "tiny", "version": "1.0.0", "digest": "sha256:0123456789abcdef0123456789abcdef"},
        "flags": [
            {
                "id": "M-04",
                "level": 3,
                "text": "Tolerance may be lower than before, and there is a supply at home.",
                "basis": ["guideline", "product_default"],
                "source": "The first article (2026), looked at 2026-11-01",
                "because": ["event.substance", "event.supply"],
                "decision": {"kind": "lower", "to": 2, "reason": "seen today"},
            }
        ],
        "lines": [
            {
                "rule": "T-SLEEP",
                "id": "T-SLEEP",
                "section": "contact",
                "kind": "do",
                "texts": {"clinician": "Sleep.", "patient": "Sleep."},
                "owner": "patient",
                "due": "2026-11-21T09:00:00+01:00",
                "due_words": "within 24 hours",
                "variant": "both",
                "options": [
                    {
                        "id": "a",
                        "texts": {"clinician": "A", "patient": "B"},
                        "basis": ["product_default"],
                        "picked": True,
                    }
                ],
                "slots": [],
                "gap": False,
                "later": False,
                "under": None,
                "because": ["contact.told"],
                "basis": ["seed"],
                "source": "The first article (2026), looked at 2026-11-01",
            }
        ],
        "unresolved": ["safety.suicide"],
        "unmet": ["V-PROFILE"],
        "family_sheet": False,
    }
    assert json.loads(render(plan)) == expected


KEYS_FOR_OTHERS = [
    "bank", "case", "family_sheet", "final", "format", "lines", "path", "record", "started_at", "unmet",
]  # fmt: skip


def test_the_patient_object_leaves_out_what_is_the_clinicians() -> None:
    """No level, flag or open item, no answer ids, no text of another edition, no foreign line."""
    data = json.loads(render(make_full_plan(), "patient"))
    assert sorted(data) == sorted([*KEYS_FOR_OTHERS, "extra_contact", "next_contact", "patient_edition"])
    assert [line for line in data["lines"] if "because" in line or set(line["texts"]) != {"patient"}] == []
    options = [option for line in data["lines"] for option in line["options"]]
    assert {tuple(option["texts"]) for option in options} == {("patient",)}
    assert "P-HOME" not in [line["id"] for line in data["lines"]]


def test_the_family_object_holds_the_family_sheet() -> None:
    """The lines are those of the sheet, with the keys of any other line."""
    plan = make_plan(
        family_sheet=True,
        family_agreed=True,
        family_lines=(make_family("FS-1", "escalate", "avoid", "Threats."),),
    )
    data = json.loads(render(plan, "family"))
    assert sorted(data) == sorted(KEYS_FOR_OTHERS)
    assert data["lines"] == [
        {
            "rule": "FS-1",
            "id": "FS-1",
            "section": "escalate",
            "kind": "avoid",
            "texts": {"family": "Threats."},
            "owner": None,
            "due": None,
            "due_words": None,
            "variant": None,
            "slots": [],
            "options": [],
            "gap": False,
            "later": False,
            "basis": ["seed"],
            "source": "The first article (2026), looked at 2026-11-01",
        }
    ]


def test_one_line_with_sorted_keys_in_utf_8() -> None:
    """The object is one compact line, its keys are sorted, and letters stay letters."""
    text = render(make_plan(lines=(make_line("P-TOLD", "Zoë"),)))
    data = json.loads(text)
    dumped = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert text == dumped + "\n"
    assert "Zoë" in text


@given(hostile_text)
def test_any_text_is_one_safe_line_and_comes_back(value: str) -> None:
    """Whatever was typed is read back as it was, and the line itself can do nothing to a terminal."""
    text = render(make_plan(lines=(make_line("P-TOLD", f"x{value}"),)))
    assert text.count("\n") == 1
    assert sanitize(text) == text
    without_surrogates = f"x{value}".encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert json.loads(text)["lines"][0]["texts"]["patient"] == without_surrogates


def test_the_object_of_a_private_card_says_nothing_of_the_plan() -> None:
    """Where home may not be safe the patient's object holds no line, and no date of a contact."""
    data = json.loads(render(make_full_plan(patient_edition="private_card"), "patient"))
    assert sorted(data) == sorted([*KEYS_FOR_OTHERS, "patient_edition"])
    assert data["lines"] == []
