"""Somebody at the keyboard of a sign-off: chooses rows by their words."""

from __future__ import annotations

from tests.journeys.terminal import DOWN, ENTER, Terminal

NO_PAPERS = "None now"
OFFER = "The plan is a draft until you sign it off."


def choose(terminal: Terminal, screen: str, row: str, keys: str = ENTER) -> None:
    """Wait for a screen, move to the row that begins with some words, and press Enter."""
    terminal.wait_for(screen)
    terminal.wait(lambda t: bool(t.pointed) and "Esc menu" in t.text, "a list with its keys")
    for _ in range(60):
        pointed = terminal.pointed
        if pointed.startswith(row):
            before = terminal.text
            terminal.press(keys)
            terminal.wait(lambda t, before=before: t.text != before, "the screen to change")  # type: ignore[misc]
            return
        terminal.press(DOWN)
        terminal.wait(lambda t, pointed=pointed: t.pointed not in {pointed, ""}, "the pointer to move")  # type: ignore[misc]
    raise AssertionError("no such row on screen:\n" + "\n".join(terminal.lines))


def leave_as_draft(terminal: Terminal) -> None:
    """Put the sign-off off until later."""
    terminal.wait_for(OFFER)
    terminal.wait(lambda t: bool(t.pointed), "a pointer")
    terminal.press(DOWN, DOWN, ENTER)


def write(terminal: Terminal, screen: str, words: str) -> None:
    """Wait for a screen, type words, and press Enter."""
    terminal.wait_for(screen)
    terminal.press(words)
    terminal.wait_for(words[-20:])
    before = terminal.text
    terminal.press(ENTER)
    terminal.wait(lambda t: t.text != before, "the screen to change")


def _stands(terminal: Terminal) -> bool:
    """Whether a page of flags, or the question after them, has been drawn to its last line."""
    return bool(terminal.pointed) and ("Enter goes on" in terminal.text or "Esc menu" in terminal.text)


def confirm_flags(terminal: Terminal) -> int:
    """Read the flags below level 4 to their end, confirm them together, and say how many there were."""
    terminal.wait_for("Flags below level 4")
    while "You have seen " not in terminal.text:
        terminal.wait(lambda t: bool(t.pointed) and "Enter goes on" in t.text, "a page of flags")
        before = terminal.text
        terminal.press(ENTER)
        terminal.wait(lambda t, before=before: t.text != before and _stands(t), "the next page")  # type: ignore[misc]
    count = int(terminal.text.partition("You have seen ")[2].split()[0])
    choose(terminal, "What do you decide?", "Confirm all")
    return count


def read_what_is_handed_out(terminal: Terminal) -> None:
    """Read the patient's page to its end, and whatever follows it, until the role is asked for."""

    def stands(t: Terminal) -> bool:
        return "In which role" in t.text or (bool(t.pointed) and "Enter goes on" in t.text)

    terminal.wait_for("The patient's page")
    while True:
        terminal.wait(stands, "a page, or the role")
        if "In which role" in terminal.text:
            return
        before = terminal.text
        terminal.press(ENTER)
        terminal.wait(lambda t, before=before: t.text != before and stands(t), "the next page")  # type: ignore[misc]


def hand_out_nothing(terminal: Terminal) -> None:
    """Write no papers now."""
    choose(terminal, "Which papers would you like", NO_PAPERS, " ")
    terminal.press(ENTER)
