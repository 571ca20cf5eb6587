"""The text of a page: checked, and rendered to HTML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onboarding.curriculum.loading.glossary import Glossary, dead_terms, meanings
from onboarding.curriculum.loading.pages import Page
from onboarding.curriculum.loading.problems import Problem, nearest
from onboarding.curriculum.rendering import PLACEHOLDERS, render, unknown_placeholders
from onboarding.languages import Text

_SHALLOW = re.compile(r" {1,3}\S")


@dataclass(frozen=True)
class Rendered:
    """The texts of one page and its translations, as written and as HTML."""

    text: Text
    html: Text


def render_all(pages: Mapping[str, Page], glossary: Glossary, problems: list[Problem]) -> Rendered:
    for page in pages.values():
        problems.extend(_check(page, glossary))
    text = {language: page.text for language, page in pages.items()}
    return Rendered(text, {language: render(source, meanings(glossary, language)) for language, source in text.items()})


def _check(page: Page, glossary: Glossary) -> Iterator[Problem]:
    if not page.text:
        yield page.text_problem(0, "There is no text. Write it below the second `---`.")
    for line, name in unknown_placeholders(page.text):
        yield page.text_problem(line, f"Nothing fills in `{{{{ {name} }}}}`.{nearest(name, PLACEHOLDERS)}")
    for line, message in (*_misprinted(page.text), *dead_terms(page.text, glossary)):
        yield page.text_problem(line, message)


def _misprinted(text: str) -> Iterator[tuple[int, str]]:
    """Lines (from 0) that would not look as their author means, and what to do about them."""
    fence, previous = "", ""
    for number, line in enumerate(text.split("\n")):
        start = line.lstrip()[:3]
        is_fence = start in ("```", "~~~") and fence in ("", start)
        if not fence:
            if _SHALLOW.match(line) and (is_fence or not previous.strip()):
                yield number, "Indent by four spaces what belongs to the point above: with fewer, it ends the list."
            if is_fence and not line.strip(" `~"):
                yield number, "Name the language of this block on its first line: `bash`, or `text` where it has none."
            if line.startswith("# "):
                yield number, "The title is the page's first heading already: begin this one with `##`."
        if is_fence:
            fence = "" if fence else start
        previous = line
