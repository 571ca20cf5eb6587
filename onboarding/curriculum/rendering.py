"""Markdown to HTML, once, when content is loaded: rendered, then reduced to what is allowed. Filled in when shown.

The site's policy allows no inline style and no foreign image, so code is coloured by classes and images are dropped.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import version

import nh3
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from pygments.token import STANDARD_TYPES
from pymdownx.slugs import slugify

PLACEHOLDERS = ("program.repository", "program.repository_url", "program.branch", "nonce", "nonce_label")
"""What a text may leave open: ``{{ nonce }}`` and the like, different for every program or person."""

RENDERER = "4 " + " ".join(version(name) for name in ("markdown", "pymdown-extensions", "pygments", "nh3"))
"""Names what makes the HTML: content that another one made is rendered again. Count up when this module changes."""

EXTENSIONS = (
    "abbr",
    "admonition",
    "def_list",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tasklist",
)
TAGS = {
    *("h2", "h3", "h4", "p", "div", "hr", "br", "pre", "blockquote", "details", "summary"),
    *("ul", "ol", "li", "dl", "dt", "dd", "input"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "abbr", "b", "code", "del", "em", "i", "kbd", "s", "span", "strong", "sub", "sup"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "input": {"checked"},
    "ol": {"start"},
}
ADMONITIONS = {"note", "tip", "important", "warning", "caution"}
CLASSES = {
    "a": {"term"},
    "div": {"admonition", "highlight", *ADMONITIONS},
    "details": ADMONITIONS,
    "li": {"task-list-item"},
    "ul": {"task-list"},
    "p": {"admonition-title"},
    "span": {name for name in STANDARD_TYPES.values() if name},
}
FIXED_VALUES = {"input": {"disabled": "", "aria-hidden": "true"}, "pre": {"tabindex": "0"}}
"""A box in a text is a drawing, not a control; and code that is wider than the page scrolls by keyboard, too."""

LONGEST_WRITTEN = 5_000
MOST_BRACKETS = 300_000
"""Brackets times characters. For each `[` Markdown reads on to the end: a page full of them takes minutes."""

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_AT_THE_BEGINNING = re.compile(r"^[ \t]*(?:```.*$|(?:[-*+]|#{1,6}|>)[ \t])", re.MULTILINE)
_TERM_IN = re.compile(r"\]\(glossary:([^)\s]*)\)")
_TERM = re.compile(r'href="glossary:([^"]*)"')
_OPEN = re.compile(r"(?<!\$)\{\{\s*([^{}]*?)\s*\}\}")
_MARK = re.compile(rf"zzwaymark([0-{len(PLACEHOLDERS) - 1}])zz")
_CHINESE = r"[\u2018-\u201d\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_FULL_WIDTH = r"[\u3000-\u303f\uff00-\uffef]"
_CHINESE_BREAK = re.compile(
    rf"(?<={_CHINESE})\n *(?={_CHINESE})|(?<={_FULL_WIDTH})\n *(?=\S)|(?<=\S)\n *(?={_FULL_WIDTH})"
)
_slug = slugify(case="lower")


def render(text: str, terms: Mapping[str, str] | None = None) -> str:
    """Harmless HTML of this Markdown, with placeholders left open.

    ``terms`` says in a line what each term of the glossary means: links to them get it as their title.
    """
    return _harmless(_reader(EXTENSIONS), text, terms or {})


def _reader(extensions: Iterable[str], *, highest: int = 1) -> Markdown:
    """``highest``: the level that `#` stands for. The page has its own of level 1, so that one is not allowed."""
    return Markdown(
        extensions=list(extensions),
        extension_configs={
            "toc": {"slugify": _heading_id, "baselevel": highest},
            "pymdownx.highlight": {"guess_lang": False, "anchor_linenums": False},
        },
    )


def _harmless(markdown: Markdown, text: str, terms: Mapping[str, str]) -> str:
    html = nh3.clean(
        _to_glossary(markdown.convert(_OPEN.sub(_mark, text)), terms),
        tags=TAGS,
        attributes=ATTRIBUTES,
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        set_tag_attribute_values=FIXED_VALUES,
        allowed_classes=CLASSES,
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
    )
    return _MARK.sub(lambda found: f"{{{{ {PLACEHOLDERS[int(found[1])]} }}}}", _joined(html))


@lru_cache(maxsize=128, typed=True)  # typed: a text that is marked safe equals one that is not
def as_written(text: str) -> SafeString:
    """What somebody wrote, as Markdown, made harmless; what could take long to read as such, as plain paragraphs.

    Lines end where their author ended them, and a tag is text: people paste ``<none>``, and mean it. Reading Markdown
    takes milliseconds, and whoever reviews a text opens it again and again: the latest are kept.
    """
    if len(text) > LONGEST_WRITTEN or text.count("[") * len(text) > MOST_BRACKETS:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - it escapes
    markdown = _reader((*EXTENSIONS, "nl2br"), highest=2)
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    return mark_safe(_harmless(markdown, text, {}))  # noqa: S308 - only harmless tags are left


def in_a_line(text: str) -> str:
    """What somebody wrote, without the marks of Markdown, for a list that shows how it begins. Code keeps its ticks."""
    return " ".join(_AT_THE_BEGINNING.sub("", _LINK.sub(r"\1", text)).replace("**", "").split())


def terms_in(text: str) -> list[tuple[int, str]]:
    """The terms that a text links to, as in ``[pods](glossary:pod)``, with the lines (from 0) on which they stand."""
    return [(number, found[1]) for number, line in enumerate(text.splitlines()) for found in _TERM_IN.finditer(line)]


def fill(html: str, *, repository: str, branch: str, nonce: str, repository_url: str = "") -> SafeString:
    """The HTML of `render` with its placeholders replaced by these words, escaped."""
    words = {
        "program.repository": repository,
        "program.repository_url": repository_url or f"https://github.com/{repository}",
        "program.branch": branch,
        "nonce": nonce,
        "nonce_label": settings.WAYMARK.nonce_label,
    }
    filled = _OPEN.sub(lambda found: escape(words.get(found[1], found[0])), html)
    return mark_safe(filled)  # noqa: S308 - `render` made the HTML harmless, and what is filled in is escaped


def unknown_placeholders(text: str) -> list[tuple[int, str]]:
    """Placeholders that nothing will fill, with the line (from 0) on which they stand."""
    return [
        (number, found[1])
        for number, line in enumerate(text.splitlines())
        for found in _OPEN.finditer(line)
        if found[1] not in PLACEHOLDERS
    ]


def _joined(html: str) -> str:
    """Without line breaks between Chinese characters or beside full-width marks: browsers show a space. Not in code."""
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre") else _CHINESE_BREAK.sub("", part) for part in parts)


def _to_glossary(html: str, terms: Mapping[str, str]) -> str:
    """Links to terms as links to the glossary's page. One that is not there any more is left, and loses its address."""

    def link(found: re.Match[str]) -> str:
        slug = found[1]
        if slug not in terms:
            return found[0]
        title = f' title="{escape(terms[slug])}"' if terms[slug] else ""
        return f'class="term" href="{reverse("glossary")}#term-{slug}"{title}'

    return _TERM.sub(link, html)


def _mark(found: re.Match[str]) -> str:
    """A word that Markdown, Pygments and nh3 leave alone: braces would not survive inside an address."""
    name = found[1]
    return f"zzwaymark{PLACEHOLDERS.index(name)}zz" if name in PLACEHOLDERS else found[0]


def _heading_id(text: str, separator: str) -> str:
    """Prefixed, so that no heading can take the id of a part of the page around it."""
    return f"text-{_slug(text, separator)}"
