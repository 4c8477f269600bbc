"""The wheel: built, installed elsewhere and run there, without any network."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
pytest.importorskip("pip")

ROOT = Path(__file__).parents[1]
PRESS = (
    *("page.typ", "drawing.typ", "fonts/OFL.txt", "fonts/coverage.txt"),
    *("fonts/NotoSans-Regular.ttf", "fonts/NotoSans-Bold.ttf"),
)
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of the checkout with the build backend that is here."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment, which finds only the dependencies in this one's folder."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True, timeout=300)
    library = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    # A path line alone: the .pth files over there, such as the one of an editable install, are not obeyed.
    (library / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return home


def run_there(home: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the new environment from a folder outside the checkout."""
    name, *rest = args
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "RELAPSE_", "COVERAGE"))
    }
    return subprocess.run(
        [scripts / name, *rest],
        cwd=folder,
        env={**kept, "RELAPSE_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_the_wheel_carries_banks_and_types(wheel: Path) -> None:
    """Every bank file, what a page is set with, the man page are inside; tests and benchmarks are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    banks = {
        f"relapse_cli/question_banks/{path.relative_to(ROOT / 'question_banks').as_posix()}"
        for path in (ROOT / "question_banks").rglob("*")
        if path.is_file()
    }
    assert len(banks) > 3
    press = {f"relapse_cli/formats/press/{name}" for name in PRESS}
    assert banks | press | {"relapse_cli/py.typed"} <= names
    [page] = [name for name in names if name.endswith(".data/data/share/man/man1/relapse.1")]
    program = {name for name in names - {page} if ".dist-info" not in name}
    assert {name.split("/")[0] for name in program} == {"relapse_cli"}


def test_the_installed_program_is_the_wheel_s(elsewhere: Path, tmp_path: Path) -> None:
    """The package comes from the new environment and brings its own banks."""
    code = (
        "import relapse_cli; from relapse_cli.banks.shipped import banks_folder\n"
        "print(relapse_cli.__file__); print(banks_folder())"
    )
    done = run_there(elsewhere, tmp_path, "python", "-c", code)
    package, banks = map(Path, done.stdout.splitlines())
    assert package.is_relative_to(elsewhere)
    assert banks == package.parent / "question_banks"


def test_the_installed_program_runs_from_another_folder(elsewhere: Path, tmp_path: Path) -> None:
    """`relapse demo` and `relapse bank list` work as they do in the checkout."""
    listed = run_there(elsewhere, tmp_path, "relapse", "bank", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout.startswith("post_relapse ")
    shown = run_there(elsewhere, tmp_path, "relapse", "demo")
    assert shown.returncode == 0
    assert shown.stdout.startswith("A made-up case.")
    assert run_there(elsewhere, tmp_path, "python", "-m", "relapse_cli", "demo").stdout == shown.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
