"""Who asks: arrow keys on a terminal, plain lines where they are wanted, nobody without a terminal."""

from __future__ import annotations

import io

import pytest

from relapse_cli.app.asking import choose as module
from relapse_cli.app.asking.choose import choose_asker
from relapse_cli.errors import NeedsAnswersError
from relapse_cli.prompters.arrow_keys.asker import NoScreenError
from relapse_cli.prompters.plain.asker import PlainAsker


class Tty(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@pytest.mark.parametrize(
    ("source", "out", "no_input"),
    [(io.StringIO(), Tty(), False), (Tty(), io.StringIO(), False), (Tty(), Tty(), True)],
)
def test_without_a_terminal_the_way_out_is_named(
    source: io.StringIO, out: io.StringIO, no_input: bool
) -> None:
    """Exit 4 at once, naming the option that gives answers."""
    with pytest.raises(NeedsAnswersError) as raised:
        choose_asker({}, source, out, no_input=no_input)
    assert raised.value.exit_code == 4
    assert "--answers FILE" in raised.value.remedy


@pytest.mark.parametrize(
    ("environment", "accessible"),
    [({}, True), ({"RELAPSE_ACCESSIBLE": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_plain_lines_are_used_where_they_are_wanted(environment: dict[str, str], accessible: bool) -> None:
    """An option, the environment, or a terminal that cannot draw."""
    assert isinstance(choose_asker(environment, Tty(), Tty(), accessible=accessible), PlainAsker)


@pytest.mark.parametrize("value", ["0", "no", "False", ""])
def test_the_environment_can_also_say_no(value: str) -> None:
    """A variable that says no asks for nothing."""
    assert not module.wants_plain({"RELAPSE_ACCESSIBLE": value, "TERM": "xterm"}, accessible=False)


def test_a_console_that_cannot_be_drawn_on_gets_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git Bash and the like fall back instead of failing."""

    def refuse(*_: object) -> object:
        raise NoScreenError

    monkeypatch.setattr(module.ArrowKeysAsker, "on_terminal", refuse)
    assert isinstance(choose_asker({"TERM": "xterm"}, Tty(), Tty()), PlainAsker)
