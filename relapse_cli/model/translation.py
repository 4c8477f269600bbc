"""The texts of a bank in another language: what is translated, from what, and what is set aside."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pydantic import Field

from relapse_cli.model.bank_model import BankModel

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""What a language is called: a tag such as ``de`` or ``pt-BR``."""


class TranslatedText(BankModel):
    """One text.

    Attributes:
        source: the text of the bank.
        text: the same in the other language; blank until somebody has written it.
        was: the text of the bank that ``text`` was made from, where that is another one by now.
    """

    source: str
    text: str = ""
    was: str = ""

    @property
    def is_there(self) -> bool:
        """Whether it is translated, be it from another text than that of today."""
        return bool(self.text.strip())

    def from_source(self, source: str) -> TranslatedText:
        """The same beside the text of today; what it was made from stays known."""
        if not self.is_there:
            return TranslatedText(source=source)
        made_from = self.was or self.source
        return TranslatedText(source=source, text=self.text, was="" if made_from == source else made_from)


class Translation(BankModel):
    """One language of a bank.

    Attributes:
        language: its tag.
        bank: the id of the bank; ``version`` is the one that it was last brought to.
        texts: by key, in the order of the bank.
        removed: translated texts that the bank has no more.
    """

    language: str = Field(pattern=f"^{LANGUAGE}$")
    bank: str
    version: str
    texts: dict[str, TranslatedText] = Field(default_factory=dict)
    removed: dict[str, TranslatedText] = Field(default_factory=dict)

    def brought_to(self, version: str, texts: Mapping[str, str]) -> Translation:
        """The same for the texts of a bank as they are today; nothing that was translated is lost.

        Args:
            version: the version of the bank.
            texts: by key, every text of it.
        """
        nothing = TranslatedText(source="")
        told = {key: row for key, row in self.texts.items() if row.is_there}
        back = {key: row for key, row in self.removed.items() if key in texts and key not in told}
        rows = {key: (told.get(key) or back.get(key) or nothing).from_source(texts[key]) for key in texts}
        aside = {key: row for key, row in self.removed.items() if key not in back and row.is_there}
        for key, row in told.items():
            if key not in texts:
                aside[_free_key(key, {*aside, *texts})] = row
        return self.model_copy(update={"version": version, "texts": rows, "removed": aside})


def _free_key(key: str, taken: Collection[str]) -> str:
    """A key under which something can be set aside beside what was set aside before."""
    while key in taken:
        key = f"{key}.again"
    return key
