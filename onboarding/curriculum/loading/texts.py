"""The text of a page: checked, and rendered to HTML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onboarding.curriculum.loading.pages import Page
from onboarding.curriculum.loading.problems import Problem, nearest
from onboarding.curriculum.rendering import PLACEHOLDERS, render, unknown_placeholders
from onboarding.languages import Text


@dataclass(frozen=True)
class Rendered:
    """The texts of one page and its translations, as written and as HTML."""

    text: Text
    html: Text


def render_all(pages: Mapping[str, Page], problems: list[Problem]) -> Rendered:
    for page in pages.values():
        problems.extend(_check(page))
    text = {language: page.text for language, page in pages.items()}
    return Rendered(text, {language: render(source) for language, source in text.items()})


def _check(page: Page) -> Iterator[Problem]:
    if not page.text:
        yield page.text_problem(0, "There is no text. Write it below the second `---`.")
    for line, name in unknown_placeholders(page.text):
        yield page.text_problem(line, f"Nothing fills in `{{{{ {name} }}}}`.{nearest(name, PLACEHOLDERS)}")
    for line in _top_headings(page.text):
        yield page.text_problem(line, "The title is the page's first heading already: begin this one with `##`.")


def _top_headings(text: str) -> Iterator[int]:
    """Lines that begin with a single ``#``, but not the comments in blocks of code."""
    fence = ""
    for number, line in enumerate(text.split("\n")):
        start = line.lstrip()[:3]
        if start in ("```", "~~~") and fence in ("", start):
            fence = "" if fence else start
        elif not fence and line.startswith("# "):
            yield number
