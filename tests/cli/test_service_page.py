"""The page on setting up a service is true: each of its blocks is run."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from relapse_cli.app.upkeep.config.template import TEMPLATE
from relapse_cli.settings.config import Config, ServiceConfig
from relapse_cli.settings.config_file import parse_config
from relapse_cli.settings.profiles import read_profiles
from tests.cli.program import ROOT, Program, vignette, write

PAGE = (ROOT / "docs" / "service.md").read_text("utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
YAML = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
NOWHERE = Path("no folder", "config.yaml")
TODAY = date(2026, 11, 29)


def test_the_commands_set_up_a_service(tmp_path: Path) -> None:
    """Typed one after the other they leave settings without a fault, and a plan with what they say."""
    office = Program(tmp_path / "home")
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "relapse"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m relapse_cli "$@"\n')
    shim.chmod(0o700)
    write(tmp_path / "record.json", vignette("PR-101"))
    env = office.environment()
    done = subprocess.run(
        ["bash", "-e", "-u", "-c", "\n".join(SHELL)],
        env={**env, "PATH": f"{shim.parent}:{env['PATH']}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "has no fault" in done.stdout
    words = " ".join(done.stdout.split())
    assert "Riverside Clinic · 01 555 0100 Plan after a return" in words
    assert "we write to you, and ring the person you named (set by your service)" in words
    assert "Open Monday to Friday, 9 to 17 h." in words
    assert len(SHELL) == 3


def test_the_files_have_no_fault(tmp_path: Path) -> None:
    """What is to be typed into a file is what the program takes."""
    settings, profiles = YAML
    reading = parse_config(settings.encode(), NOWHERE, TODAY)
    assert reading.problems == ()
    assert len(reading.config.service.numbers) == 2
    path = tmp_path / "profiles.yaml"
    path.write_text(profiles, "utf-8")
    found, problems = read_profiles(path)
    assert (list(found), problems) == (["is"], [])


def test_every_setting_is_on_the_page_and_in_the_template() -> None:
    """What nobody can read about does not exist."""
    names = [*(name for name in Config.model_fields if name != "service")]
    names += [f"service.{name}" for name in ServiceConfig.model_fields if name not in {"numbers", "notices"}]
    assert [name for name in names if name not in PAGE] == []
    left = {name.rpartition(".")[2] for name in [*names, "numbers", "notices"]}
    assert {name for name in left if f"# {name}:" not in TEMPLATE} == set()


def test_each_example_of_the_template_can_be_used_as_it_is() -> None:
    """With every # before an example taken away the file has no fault."""
    used = [re.sub(r"^( *)# (?= *(?:[a-z_]+:|- \{))", r"\1", line) for line in TEMPLATE.splitlines()]
    reading = parse_config("\n".join(used).encode(), NOWHERE, TODAY)
    assert reading.problems == ()
    assert reading.config.model_fields_set == set(Config.model_fields)
    assert reading.config.service.model_fields_set == set(ServiceConfig.model_fields)
