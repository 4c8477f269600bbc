"""Whatever breaks, nothing that was acknowledged is lost; each of these in its short size.

The long runs are made by hand, see CONTRIBUTING. A control that loses nothing makes its test fail.
"""

from __future__ import annotations

import os
import random
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
