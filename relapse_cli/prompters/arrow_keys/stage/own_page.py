"""The terminal's second page, on which prompts are drawn: nothing of it can be scrolled back to.

A terminal without one, such as the console of Linux, ignores the request.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit.output import Output

_turned: list[Output] = []


def turn_to_own_page(output: Output) -> None:
    """Draw on the second page from here on."""
    if output not in _turned:
        _turned.append(output)
        output.enter_alternate_screen()


def is_on_own_page() -> bool:
    """Whether the second page is what is seen."""
    return bool(_turned)


def turn_back() -> None:
    """Go back to the first page, as it was before the first prompt; what is written then stays."""
    while _turned:
        output = _turned.pop()
        with suppress(OSError, ValueError):  # the terminal may be gone
            output.quit_alternate_screen()
            output.flush()
