"""File names as people can read them, and as a shell takes them back."""

from __future__ import annotations

import os
import subprocess

import pytest

from relapse_cli.text.shell import readable, shell_word


def test_a_byte_that_is_no_utf8_is_escaped_and_the_rest_stays() -> None:
    """What comes out can be written anywhere, and umlauts are not touched."""
    assert readable("Größe b\udcff.zip \ud800") == "Größe b\\xff.zip \\ud800"
    readable("\udc80\udfff\ud800").encode()


@pytest.mark.skipif(os.name != "posix", reason="the shell of this system reads words in another way")
@pytest.mark.parametrize("name", ["plain.zip", "with a space", "it's; rm -r ~", "b\udcff it's \\x41.zip", ""])
def test_a_word_of_a_command_line_comes_back_from_the_shell(name: str) -> None:
    """Whatever a file is called, the command that is shown names that file."""
    done = subprocess.run(["bash", "-c", f"printf %s {shell_word(name)}"], capture_output=True, check=True)
    assert os.fsdecode(done.stdout) == name
