"""The languages every text exists in, and texts that carry all of them at once.

Findings are written by a worker that does not know who will read them, so what it saw is stored in every language.
"""

from typing import TypeAlias

DEFAULT_LANGUAGE = "en"
LANGUAGES = (("en", "English"), ("zh-hans", "简体中文"))
CODES = tuple(code for code, _ in LANGUAGES)

FULL_DAYS = {"en": "j F Y", "zh-hans": "Y年n月j日"}
"""Django's date formats by language: the same day is written in the same way on every page."""

Text: TypeAlias = dict[str, str]
"""One text by language code: ``{"en": "…", "zh-hans": "…"}``. English is always there."""


def pick(text: Text, language: str) -> str:
    """The text in this language, or in English where nobody has translated it yet."""
    return text.get(language) or text.get(DEFAULT_LANGUAGE, "")
