"""The words that banks had better not use, read from the file that comes with the program."""

from __future__ import annotations

from functools import cache

from relapse_cli.banks.shipped import banks_folder
from relapse_cli.errors import InputError
from relapse_cli.model.language import LanguageWords
from relapse_cli.yaml_door import read_yaml

_NAME = "language.yaml"


@cache
def shipped_words() -> LanguageWords:
    """Return the lists of words that come with the program.

    Raises:
        InputError: the file is gone or was changed into something else.
    """
    document, problems = read_yaml(banks_folder() / _NAME)
    if document is None:
        raise InputError("The words of the language checks cannot be read.", problems=problems)
    return LanguageWords.model_validate(document.value)
