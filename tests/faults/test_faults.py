"""Whatever breaks, nothing that was acknowledged is lost; each of these in its short size.

The long runs are made by hand, see CONTRIBUTING. A control that loses nothing makes its test fail.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from tests.faults.bad_disk import bad_disk
from tests.faults.canary import canary
from tests.faults.file_modes import file_modes
from tests.faults.flipped_bits import flipped_bits
from tests.faults.recorder import CAN_RECORD, WHY_NOT

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has neither fork nor kill -9")
recorded = pytest.mark.skipif(not CAN_RECORD, reason=WHY_NOT)

SEED = 20


@posix_only
def test_kill_9_at_any_moment_loses_no_answer(tmp_path: Path) -> None:
    """Every answer that was said to be saved is there, and the interview stands where it stood."""
    from tests.faults.kill_loop import kill_loop

    kill_loop(30, tmp_path, random.Random(SEED)).check()


@posix_only
def test_kill_9_of_the_program_itself_loses_no_answer(tmp_path: Path) -> None:
    """What was followed by a question is kept, and the question comes again."""
    from tests.faults.real_interview import real_interviews

    real_interviews(3, tmp_path, random.Random(SEED)).check()


@posix_only
def test_what_is_half_given_comes_back(tmp_path: Path) -> None:
    """Ticked signs, texts, notes and numbers come back after every end, and are never called saved."""
    from tests.faults.half_given import half_given

    half_given(4, tmp_path, random.Random(SEED)).check()


@recorded
def test_a_power_cut_at_any_moment_loses_no_answer(tmp_path: Path) -> None:
    """Whatever the disk forgot that was not synced."""
    from tests.faults.power_cut import power_cuts

    power_cuts(20, tmp_path, random.Random(SEED)).check()


@recorded
def test_a_bad_disk_is_one_clear_error_and_loses_no_answer(tmp_path: Path) -> None:
    """A full disk, and one that reports faults; afterwards the same answer can be kept."""
    bad_disk(8, tmp_path, random.Random(SEED)).check()


@recorded
def test_no_word_of_an_interview_is_in_any_file(tmp_path: Path) -> None:
    """Answers, drafts, notes, decisions, case codes and ids are in nothing that was ever written."""
    canary(1, tmp_path, random.Random(SEED)).check()


@recorded
def test_no_file_is_ever_open_to_others(tmp_path: Path) -> None:
    """Not for a moment, and whatever the umask says."""
    file_modes(1, tmp_path, random.Random(SEED)).check()


def test_a_flipped_bit_is_told_or_harmless(tmp_path: Path) -> None:
    """In the database, the keys and the log."""
    flipped_bits(60, tmp_path, random.Random(SEED)).check()


@pytest.mark.skipif(sys.platform != "linux", reason="macOS holds no bound of memory")
def test_whatever_stands_in_the_place_of_a_file_is_one_clear_error(tmp_path: Path) -> None:
    """Within bounds of memory, of processor time and of what is said, for every kind of input."""
    from tests.faults.hostile_inputs import hostile_inputs

    hostile_inputs(12, tmp_path, random.Random(SEED)).check()


@posix_only
def test_kill_9_while_the_key_is_changed_loses_nothing(tmp_path: Path) -> None:
    """Every way to unlock opens the whole store, under the old key or the new one."""
    from tests.faults.rotation_kills import rotation_kills

    rotation_kills(20, tmp_path, random.Random(SEED)).check()


@posix_only
def test_kill_9_while_the_store_is_looked_after_leaves_all_or_nothing(tmp_path: Path) -> None:
    """A backup, an erasure, a new key and a written file; the next start finds what was left."""
    from tests.faults.upkeep_kills import upkeep_kills

    upkeep_kills(8, tmp_path, random.Random(SEED)).check()


@posix_only
def test_four_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    """Every answer of each is there in its order, in one chain."""
    from tests.faults.four_writers import four_writers

    four_writers(60, tmp_path, random.Random(SEED)).check()


@posix_only
def test_two_first_windows_at_once_lose_nothing(tmp_path: Path) -> None:
    """One of them sets up the store, and all of them use it."""
    from tests.faults.first_windows import first_windows

    first_windows(10, tmp_path, random.Random(SEED)).check()


@posix_only
def test_a_store_that_is_taken_away_under_an_interview_is_told(tmp_path: Path) -> None:
    """Whatever way it goes, no answer is called saved that nobody finds."""
    from tests.faults.taken_store import taken_stores

    taken_stores(7, tmp_path, random.Random(SEED)).check()
