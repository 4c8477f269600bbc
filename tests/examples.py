"""Which examples the generated tests try: the same every time, or, when somebody explores, new ones."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

EXPLORE = "explore"
WISH = os.environ.get("RELAPSE_TESTS", "")
TIMES = int(os.environ.get("RELAPSE_EXAMPLES", "1")) if WISH == EXPLORE else 1
USUALLY = 100

PROFILES = {
    "": "Generated tests try the same examples every time; RELAPSE_TESTS=explore tries new ones.",
    EXPLORE: f"Generated tests try new examples, RELAPSE_EXAMPLES={TIMES} times as many as usual. "
    "Keep what fails as an @example.",
}
"""By what ``RELAPSE_TESTS`` says, what the head of a test run says."""


def load_profile() -> None:
    """Make hypothesis try what is wished for; no test is judged by the time it takes."""
    if WISH not in PROFILES:
        raise SystemExit(f"RELAPSE_TESTS={WISH} is not known; leave it out, or set it to {EXPLORE}.")
    often: dict[str, Any] = {
        "max_examples": USUALLY * TIMES,
        "deadline": None,
        "print_blob": True,
        "suppress_health_check": [HealthCheck.too_slow],
    }
    # Said outright: on a machine that calls itself CI, hypothesis would take the same examples every time.
    settings.register_profile(EXPLORE, derandomize=False, **often)
    settings.register_profile("repeatable", derandomize=True, database=None, **often)
    if WISH == EXPLORE:
        settings.load_profile(EXPLORE)
        return
    settings.load_profile("repeatable")
    # Hypothesis mixes in constants of whatever modules are loaded: what it tries would depend on which tests
    # ran before in the same process, and on every change of the program. There is no setting for it.
    providers._get_local_constants = providers.Constants


def examples(usually: int, **more: Any) -> settings:
    """So many examples for one test, or as many times more as were asked for."""
    return settings(**{"max_examples": usually * TIMES, **more})


def slow_examples(usually: int) -> settings:
    """So many examples that take long to make, or of which many are alike."""
    return examples(usually, suppress_health_check=list(HealthCheck))
