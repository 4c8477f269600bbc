"""`relapse config` and `relapse profiles`, and what a configuration does to the other commands."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from relapse_cli.banks.shipped import banks_folder
from tests.cli.program import VIGNETTES, Program, record, vignette, write
from tests.conftest import CheckGolden

SLIPS = """\
# the settings of the clinic
profil: ie
hide_after: soon
service:
  name: "Riverside\\e[31m Clinic"
  fotter: Open Monday to Friday.
  phone: 01 555 CLINIC
  missed_contact: we call the same day
  numbers:
    - {purpose: crisys, label: Our team, number: "", called: 2026-11-20}
    - {purpose: crisis, label: Our team, number: "01 555 0102", called: 2026-11-20}
"""


@pytest.fixture
def office(tmp_path: Path) -> Program:
    """The program in a home of its own, where nothing is set."""
    return Program(tmp_path / "home")


def settings_file(office: Program) -> Path:
    """Where the settings are."""
    return office.home / "config" / "config.yaml"


def written(office: Program, text: str) -> Path:
    """The settings with these words."""
    path = settings_file(office)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


def anonymous(office: Program, text: str) -> str:
    """What was said, without the folder of this run."""
    return text.replace(str(office.home), "HOME")


def shown(office: Program, **env: str) -> dict[str, dict[str, object]]:
    """The settings in force."""
    done = office.run("config", "show", "--format", "json", env=env)
    assert done.code == 0
    return json.loads(done.text)["settings"]


def test_where_the_file_is_and_how_another_is_named(office: Program, tmp_path: Path) -> None:
    """The flag stands before the variable, and that before the usual folder; none of them has to be there."""
    assert office.run("config", "path").text == f"{settings_file(office)}\n"
    named = office.run("config", "path", env={"RELAPSE_CONFIG": "/a/b.yaml"})
    assert named.text == "/a/b.yaml\n"
    flagged = office.run(
        "--config", tmp_path / "c.yaml", "config", "path", env={"RELAPSE_CONFIG": "/a/b.yaml"}
    )
    assert flagged.text == f"{tmp_path / 'c.yaml'}\n"
    assert office.run("config", "check").code == 0


@pytest.mark.parametrize(
    ("key", "file", "env", "value", "source"),
    [
        ("profile", "", {}, None, "default"),
        ("profile", "profile: ie", {}, "ie", "file"),
        ("profile", "profile: ie", {"RELAPSE_PROFILE": "us"}, "us", "environment"),
        ("bank", "", {}, "post_relapse", "default"),
        ("bank", "bank: own.yaml", {}, "own.yaml", "file"),
        ("bank", "bank: own.yaml", {"RELAPSE_BANK": "post_relapse"}, "post_relapse", "environment"),
        ("accessible", "", {}, False, "default"),
        ("accessible", "accessible: true", {}, True, "file"),
        ("accessible", "accessible: true", {"RELAPSE_ACCESSIBLE": "0"}, False, "environment"),
        ("hide_after", "", {}, 10.0, "default"),
        ("hide_after", "hide_after: 3", {}, 3.0, "file"),
        ("hide_after", "hide_after: 3", {"RELAPSE_HIDE_AFTER": "0"}, "0", "environment"),
        ("hide_after", "hide_after: 3", {"RELAPSE_HIDE_AFTER": "99999"}, 3.0, "file"),
        ("hide_after", "", {"RELAPSE_HIDE_AFTER": "soon"}, 10.0, "default"),
        ("no_color", "", {"NO_COLOR": "1"}, True, "environment"),
    ],
)
def test_environment_before_file_before_default(
    *, office: Program, key: str, file: str, env: dict[str, str], value: object, source: str
) -> None:
    """Each setting is shown with what said so."""
    written(office, file).with_name("own.yaml").touch()
    found = shown(office, **env)[key]
    assert (found["value"], found["source"]) == (value, source)


@pytest.mark.parametrize(
    ("flag", "env", "file", "expected"),
    [
        ("gb-eng", "us", "profile: ie", "gb-eng"),
        (None, "us", "profile: ie", "us"),
        (None, None, "profile: ie", "ie"),
        (None, None, "", None),
    ],
)
def test_a_plan_has_the_profile_of_flag_environment_or_file(
    *, office: Program, tmp_path: Path, flag: str | None, env: str | None, file: str, expected: str | None
) -> None:
    """The emergency number on the plan is that of the first of them that says one."""
    written(office, file)
    source = write(tmp_path / "record.json", record())
    flags = ["--profile", flag] if flag else []
    done = office.run("plan", source, *flags, env={"RELAPSE_PROFILE": env} if env else {})
    numbers = {"gb-eng": "Emergency: 999 or 112", "us": "Emergency: 911", "ie": "Emergency: 112 or 999"}
    seen = [name for name, words in numbers.items() if words in done.text]
    assert seen == ([expected] if expected else [])


def test_a_record_keeps_the_profile_that_it_was_made_with(office: Program, tmp_path: Path) -> None:
    """Old plans stay as they were, whatever a service says later."""
    pin = {"id": "us", "numbers": [{"label": "Emergency", "number": "911"}]}
    source = write(tmp_path / "record.json", vignette("PR-101") | {"profile": pin})
    before = office.run("plan", source, "--format", "json")
    written(office, "profile: ie\nservice: {missed_contact: we call, footer: Ours.}\n")
    assert office.run("plan", source, "--format", "json").text == before.text


def test_what_the_service_says_fills_its_slots_marked_in_every_edition(office: Program) -> None:
    """Name and number stand at the head, the default in the line, the last line of the paper at its foot."""
    written(
        office,
        'service: {name: Riverside Clinic, phone: "01 555 0100", missed_contact: we call you,\n'
        "  footer: Ours.}\n",
    )
    for edition, mark in (("patient", "set by your service"), ("clinician", "set by the service")):
        done = office.run("plan", VIGNETTES / "PR-101.json", "--profile", "ie", "--for", edition)
        words = " ".join(done.text.split())
        assert words.startswith("Riverside Clinic · 01 555 0100")
        assert f"we call you ({mark})" in words
        assert " Ours. " in words


def test_every_setting_is_shown_with_its_source(office: Program, check_golden: CheckGolden) -> None:
    """What is set, by what, and what could be."""
    written(
        office, SLIPS.replace("profil:", "profile:").replace("CLINIC", "0100").replace("fotter", "footer")
    )
    done = office.run("config", "show", env={"RELAPSE_BANK": "post_relapse"})
    check_golden("config_show.txt", anonymous(office, done.text))
    assert done.code == 0


def test_every_fault_is_told_with_its_place(office: Program, check_golden: CheckGolden) -> None:
    """File, line and column, code, what is wrong, what was probably meant; exit code 5."""
    written(office, SLIPS)
    done = office.run("config", "check")
    check_golden("config_check.txt", anonymous(office, done.err))
    assert (done.code, done.text) == (5, "")


TEN = """\
profile: iee
bank: nosuch
hide_after: 9999
service:
  name: "River\\u202eside"
  logo: nosuch.png
  fotter: Ours.
  notices:
    us: Part 2.
    xx: Nowhere.
  numbers:
    - {purpose: crisis, label: "", number: "01 555 0102", called: 2026-11-20}
    - {purpose: crisis, label: Our team, number: "01 555 0102", called: 2026-11-20}
    - {purpose: emergency, label: Ward, number: "7", called: 2099-01-01}
"""


def test_what_has_a_fault_is_not_shown_as_in_force(office: Program, check_golden: CheckGolden) -> None:
    """What holds stands in its place, with the line that is not used; what is sound beside it holds."""
    written(office, TEN)
    done = office.run("config", "show")
    check_golden("config_show_faults.txt", anonymous(office, done.text))
    found = shown(office)
    assert {key: found[key]["value"] for key in ("profile", "bank", "hide_after")} == {
        "profile": None,
        "bank": "post_relapse",
        "hide_after": 10.0,
    }
    assert [found[f"service.{name}"]["value"] for name in ("name", "logo", "notices.xx")] == [None] * 3
    assert found["service.notices.us"]["value"] == "Part 2."
    assert [found[f"service.numbers[{row}]"]["source"] for row in range(3)] == ["default", "file", "default"]


def test_one_number_of_faults_is_told_by_every_command(office: Program, tmp_path: Path) -> None:
    """The line that any command says, what `show` names, and what `check` counts."""
    written(office, TEN)
    checked = json.loads(office.run("config", "check", "--format", "json").text)["problems"]
    faults = [each for each in checked if each["severity"] == "error"]
    listed = office.run("config", "show", "--format", "json")
    plan = office.run("plan", write(tmp_path / "record.json", record()), "--profile", "ie")
    told = [done.err.partition(" fault")[0].rpartition(" ")[2] for done in (listed, plan)]
    assert told == [str(len(faults))] * 2
    assert json.loads(listed.text)["problems"] == faults
    assert f"the settings have {len(faults)} faults." in office.run("config", "check").err


@pytest.mark.parametrize("slip", ["emergency", "emergancy", "Emergency", "crisys", "Domestic", "drug"])
def test_a_hint_offers_a_purpose_that_is_taken(office: Program, slip: str) -> None:
    """Whoever follows the hint, or takes one of the purposes that are named, has no fault any more."""
    row = "service:\n  numbers:\n    - {purpose: %s, label: Us, number: '7 11', called: 2026-01-20}\n"
    written(office, row % slip)
    said = office.run("config", "check").err
    named = re.findall(r"is not one of: (.*?)\. ", said)
    offered = [*re.findall(r"Did you mean '(\w+)'", said), *(named[0].split(", ") if named else ())]
    for purpose in offered:
        written(office, row % purpose)
        assert office.run("config", "check").code == 0, purpose
    assert offered or "CONFIG_025" in said
    assert "has 1 fault" in said or said.count("CONFIG_") == 1


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("profile: iee", "CONFIG_030"),
        ("profile: gb", "CONFIG_030"),
        ("bank: none.yaml", "CONFIG_031"),
        ("service: {notices: {uk: Text}}", "CONFIG_033"),
        ("profile: ie\nservice: {logo: none.png}", "CONFIG_040"),
    ],
)
def test_what_a_setting_names_has_to_be_there(office: Program, file: str, code: str) -> None:
    """A profile, a bank and a logo are looked for."""
    written(office, file)
    done = office.run("config", "check")
    assert done.code == 5
    assert re.findall(r"CONFIG_\d+", done.err) == [code]


def test_what_no_record_would_get_is_warned_of(office: Program) -> None:
    """Words of the service reach a plan with a profile only."""
    written(office, "service: {missed_contact: we call}")
    done = office.run("config", "check")
    assert (done.code, re.findall(r"CONFIG_\d+", done.err)) == (0, ["CONFIG_032"])
    assert office.run("config", "check", env={"RELAPSE_PROFILE": "ie"}).err == ""


def test_a_faulty_file_stops_no_plan(office: Program, tmp_path: Path) -> None:
    """What is sound in it holds, and one line says that something is left out."""
    written(office, SLIPS)
    done = office.run("plan", write(tmp_path / "record.json", record()), "--profile", "ie")
    assert done.code == 0
    assert "01 555 0102" in done.text
    notes = [line for line in done.notes if "config" in line]
    assert len(notes) == 1
    assert notes[0].endswith("What it is: relapse config check")


@pytest.mark.parametrize("broken", ["profile: [", "bank: none.yaml\nprofile: iee\n", "\0", "- a"])
def test_no_interview_waits_for_a_file_to_be_mended(office: Program, tmp_path: Path, broken: str) -> None:
    """In a crisis the questions come, with the product's own settings."""
    written(office, broken)
    answers = write(tmp_path / "answers.json", {})
    out = tmp_path / "record.json"
    done = office.run("interview", "--no-input", "--answers", answers, "-o", out, "--no-store")
    assert done.code == 0, done.err
    assert 1 <= len([line for line in done.notes if str(office.home) in line]) <= 2


@pytest.mark.parametrize("slip", ['label: ""', "called: 2099-01-01"])
def test_a_number_with_a_fault_stands_on_no_plan(office: Program, slip: str) -> None:
    """Nobody is given a number that has no name or that nobody has called; the check says so."""
    row = {"purpose": "crisis", "label": "Our team", "number": '"01 555 0102"', "called": "2026-01-20"}
    name, _, value = slip.partition(": ")
    sound, faulty = (", ".join(f"{k}: {v}" for k, v in each.items()) for each in (row, row | {name: value}))
    seen = []
    for numbers in (sound, faulty):
        written(office, f"profile: ie\nservice:\n  numbers:\n    - {{{numbers}}}\n")
        plan = office.run("plan", VIGNETTES / "PR-101.json", "--profile", "ie")
        seen.append((office.run("config", "check").code, plan.code, "01 555 0102" in plan.text))
    assert seen == [(0, 0, True), (5, 0, False)]


def test_minutes_out_of_bounds_stop_no_plan(office: Program) -> None:
    """The variable is told and left out."""
    done = office.run("plan", VIGNETTES / "PR-101.json", env={"RELAPSE_HIDE_AFTER": "99999"})
    assert done.code == 0
    assert "RELAPSE_HIDE_AFTER is left out: it has to be 0 for never, or 1 to 240 minutes." in done.err


def test_a_pipe_or_a_huge_file_holds_nobody_up(office: Program, tmp_path: Path) -> None:
    """Neither is read, and the plan comes."""
    source = write(tmp_path / "record.json", record())
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as stream:
        stream.truncate(100_000_000)
    for name in ("pipe", "huge"):
        done = office.run("plan", source, env={"RELAPSE_CONFIG": str(tmp_path / name)})
        assert done.code == 0
        assert f"{tmp_path / name} has 1 fault" in done.err


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("profile", ["ie"], "ie"),
        ("hide_after", ["7"], 7.0),
        ("accessible", ["yes"], True),
        ("service.name", ['Ön "the" river: 1 # 2'], 'Ön "the" river: 1 # 2'),
        ("service.address", ["1 River Street", "Dublin 1"], ["1 River Street", "Dublin 1"]),
        ("service.notices.us", ["Part 2."], "Part 2."),
        ("service.notices.gb", ["UK GDPR."], "UK GDPR."),
        ("service.notices.gb-sct", ["UK GDPR."], "UK GDPR."),
        ("service.framing", ["chronic"], "chronic"),
        ("service.phone", ["+353 1 555 0100"], "+353 1 555 0100"),
    ],
)
def test_what_is_set_is_shown(office: Program, key: str, values: list[str], expected: object) -> None:
    """A setting is in force at once; the file is its owner's, and begins with every setting explained."""
    done = office.run("config", "set", key, *values)
    assert (done.code, done.text) == (0, "")
    found = shown(office)[key]
    assert (found["value"], found["source"]) == (expected, "file")
    path = settings_file(office)
    assert path.stat().st_mode & 0o777 == 0o600
    assert "# Every setting and what it does" in path.read_text()
    assert office.run("config", "check").code == 0


@pytest.mark.parametrize(
    ("key", "values", "code", "said"),
    [
        ("profil", ["ie"], 2, "Did you mean 'profile'?"),
        ("phone", ["1"], 2, "Did you mean 'service.phone'?"),
        ("service", ["x"], 2, "There is no setting"),
        ("no_color", ["yes"], 2, "Set the variable NO_COLOR=1"),
        ("service.numbers", ["1"], 2, "relapse config edit"),
        ("service.notices", ["1"], 2, "service.notices.us"),
        ("service.phone", ["1", "2"], 2, "one value"),
        ("profile", ["iee"], 5, "Did you mean 'ie'?"),
        ("profile", ["IE"], 5, "Did you mean 'ie'?"),
        ("profile", ["GB"], 5, "Choose one of: gb-eng"),
        ("profile", ["uk"], 5, "Choose one of: gb-eng"),
        ("bank", ["Post_Relapse"], 5, "Did you mean 'post_relapse'?"),
        ("PROFILE", ["ie"], 2, "Did you mean 'profile'?"),
        ("Service.Phone", ["1"], 2, "Did you mean 'service.phone'?"),
        ("service.notices.uk", ["Text"], 5, "Did you mean 'gb'?"),
        ("service.notices.US", ["Text"], 5, "Did you mean 'us'?"),
        ("service.notices.xx", ["Text"], 5, "CONFIG_033"),
        ("service.phone", ["01 CLINIC"], 5, "CONFIG_023"),
        ("service.name", ["a\x1b[31m"], 5, "CONFIG_020"),
        ("service.name", ["a\u202eb"], 5, "CONFIG_020"),
        ("service.name", ["x" * 5000], 5, "CONFIG_021"),
        ("hide_after", ["soon"], 5, "CONFIG_013"),
        ("hide_after", ["nan"], 5, "CONFIG_013"),
        ("hide_after", ["99999"], 5, "0 for never, or 1 to 240 minutes"),
        ("hide_after", ["0.1"], 5, "0 for never, or 1 to 240 minutes"),
        ("service.logo", ["none.png"], 5, "CONFIG_040"),
    ],
)
def test_what_does_not_fit_is_not_written(
    office: Program, key: str, values: list[str], code: int, said: str
) -> None:
    """A value is looked at first; the file stays as it was, and nothing unsafe is shown."""
    path = written(office, "profile: us # ours\n")
    done = office.run("config", "set", key, *values)
    assert done.code == code
    assert said in done.err
    assert "\x1b" not in done.err
    assert path.read_text() == "profile: us # ours\n"


def test_a_notice_that_prints_nowhere_can_be_taken_back(office: Program) -> None:
    """An empty value is no fault, whatever it was said for."""
    written(office, "service: {notices: {uk: Text}}\n")
    assert office.run("config", "set", "service.notices.uk", "").code == 0
    assert office.run("config", "check").code == 0


def test_a_setting_can_be_put_right_in_a_file_with_other_faults(office: Program) -> None:
    """One fault is mended after the other."""
    path = written(office, SLIPS)
    assert office.run("config", "set", "service.phone", "01 555 0100").code == 0
    assert path.read_text() == SLIPS.replace("01 555 CLINIC", '"01 555 0100"')


@pytest.mark.parametrize("text", ["profile: [\n", "PK\x05\x06\0\0"])
def test_a_file_that_is_no_yaml_is_named_and_left_as_it_is(office: Program, text: str) -> None:
    """With the place of the slip, and the way to mend it."""
    path = written(office, text)
    done = office.run("config", "set", "profile", "ie")
    assert done.code == 5
    assert f"{path}" in done.err
    assert "relapse config edit" in done.err
    assert path.read_text() == text


def test_nothing_is_written_through_a_link(office: Program, tmp_path: Path) -> None:
    """What a link leads to stays as it was."""
    target = tmp_path / "other.yaml"
    target.write_text("profile: us\n")
    settings_file(office).parent.mkdir(parents=True)
    settings_file(office).symlink_to(target)
    done = office.run("config", "set", "profile", "ie")
    assert done.code == 5
    assert target.read_text() == "profile: us\n"


def test_an_edit_is_taken_over_once_it_has_no_fault(office: Program, tmp_path: Path) -> None:
    """A draft with faults is kept, the old settings stay, and the next edit goes on with the draft."""
    path = written(office, "profile: us\n")
    draft = path.with_name("config.draft.yaml")
    wrong = {"EDITOR": "sed -i s/us/iee/"}
    done = office.run("config", "edit", env=wrong)
    assert done.code == 5
    assert f"{draft}:1:1: profile: CONFIG_030" in done.err
    assert (path.read_text(), draft.read_text()) == ("profile: us\n", "profile: iee\n")
    done = office.run("config", "edit", env={"VISUAL": "sed -i s/iee/ie/", "EDITOR": "false"})
    assert (done.code, path.read_text(), draft.exists()) == (0, "profile: ie\n", False)
    assert path.stat().st_mode & 0o777 == 0o600
    assert office.run("config", "edit", env={"EDITOR": "true"}).err == "Nothing was changed.\n"


@pytest.mark.parametrize(
    ("editor", "code"), [("", 2), ("'", 2), ("no-such-editor", 5), ("false", 5), ("rm", 5)]
)
def test_an_editor_that_does_not_come_leaves_everything(office: Program, editor: str, code: int) -> None:
    """The settings are as they were, and what to do is said."""
    path = written(office, "profile: us\n")
    done = office.run("config", "edit", env={"EDITOR": editor, "VISUAL": ""})
    assert (done.code, path.read_text()) == (code, "profile: us\n")
    assert done.err


def test_what_somebody_else_changed_meanwhile_is_not_written_over(office: Program, tmp_path: Path) -> None:
    """Both texts are there afterwards."""
    path = written(office, "profile: us\n")
    script = tmp_path / "editor.sh"
    script.write_text(f'#!/bin/sh\necho "profile: ie" > "$1"\necho "profile: nz" > {path}\n')
    script.chmod(0o700)
    done = office.run("config", "edit", env={"EDITOR": str(script)})
    assert done.code == 5
    assert path.read_text() == "profile: nz\n"
    assert path.with_name("config.draft.yaml").read_text() == "profile: ie\n"


def test_profiles_are_listed_with_where_they_come_from(office: Program, tmp_path: Path) -> None:
    """The program's, the service's own, and those beside a copied bank."""
    written(office, "")
    shutil.copytree(banks_folder(), tmp_path / "copy")
    beside, own = tmp_path / "copy" / "profiles.yaml", settings_file(office).with_name("profiles.yaml")
    shipped = beside.read_text("utf-8")
    beside.write_text(shipped.replace('number: "911"', 'number: "912"', 1), "utf-8")
    own.write_text(
        shipped.replace("id: ie", "id: is").replace("country: Ireland", "country: Iceland"), "utf-8"
    )
    done = office.run("profiles", "--bank", tmp_path / "copy" / "post_relapse.yaml")
    rows = {row.split(" | ")[0]: row.split(" | ")[1:] for row in done.text.splitlines()}
    assert done.code == 0
    assert (rows["us"][1], rows["us"][3]) == ("emergency 912", str(beside))
    assert (rows["is"][0], rows["is"][3]) == ("Iceland", str(own))
    assert rows["ie"][3] == "the program"


def test_a_faulty_file_beside_a_bank_is_a_fault_of_the_bank(office: Program, tmp_path: Path) -> None:
    """`bank check`, `config check` and `profiles` name it; a plan goes on with the program's numbers."""
    shutil.copytree(banks_folder(), tmp_path / "copy")
    bank, beside = tmp_path / "copy" / "post_relapse.yaml", tmp_path / "copy" / "profiles.yaml"
    beside.write_text(beside.read_text("utf-8").replace('number: "911"', 'number: "nine"', 1), "utf-8")
    written(office, f"bank: {bank}\n")
    for words in (("bank", "check", bank), ("config", "check"), ("profiles",)):
        done = office.run(*words)
        assert done.code == 5
        told = done.text if words[0] == "bank" else done.err
        assert f"{beside}:" in told
        assert "PROFILE_004" in told
    done = office.run("plan", VIGNETTES / "PR-101.json", "--profile", "us")
    assert done.code == 0
    assert "911" in done.text
    assert f"{beside} has 1 fault and is left out" in done.err
