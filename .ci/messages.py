#!/usr/bin/env python3
"""Collect every text that people read, keep the Chinese catalogue in step, and check that it is complete.

    .ci/messages.py            update the .po from the sources and compile the .mo
    .ci/messages.py --check    change nothing; list what is missing, left over, unsound, or not compiled

Needs no GNU gettext: Babel reads Python and Jinja, Django turns its templates into something that Babel can read.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = "zh_Hans"
CATALOGUE = ROOT / "onboarding" / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    name + lazy: arguments
    for lazy in ("", "_lazy")
    for name, arguments in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
} | {"_": None, "gettext_noop": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
HAN = "\u4e00-\u9fff"
HALF_WIDTH = re.compile(rf"[{HAN}][,;:!?]|[{HAN}]\.(?:\s|$)|[,;:!?][{HAN}]")


class Catalogue(Catalog):
    """Without the header lines that change at every run or with every version of a tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", self.plural_forms)]

    @mime_headers.setter
    def mime_headers(self, headers: list[tuple[str, str]]) -> None:
        """What a file says there is what we always say."""


Found = tuple[str | tuple[str, ...], str | None]


def found_in(path: Path) -> Iterator[Found]:
    """The messages of one file, each with its context."""
    source = path.read_bytes()
    options = {"encoding": "utf-8"}
    if path.suffix == ".jinja":
        method, options = "jinja2.ext:babel_extract", {**options, "trimmed": "true", "trim_blocks": "true"}
    elif path.suffix == ".py":
        method = "python"
    else:
        method, source = "javascript", templatize(source.decode(), origin=str(path)).encode()
    for _, message, _, context in extract(method, BytesIO(source), keywords=KEYWORDS, options=options):
        yield message, context


def sources(root: Path) -> list[Path]:
    """Where texts stand: our Python and every template."""
    python = (root / "onboarding").rglob("*.py")
    templates = (path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt", ".jinja"})
    return sorted(path for path in [*python, *templates] if "migrations" not in path.parts)


def collect(paths: Iterable[Path], root: Path) -> Catalogue:
    """All messages of these files, with the files they stand in."""
    template = empty_catalogue()
    for path in paths:
        for message, context in found_in(path):
            template.add(message, locations=[(path.relative_to(root).as_posix(), 0)], context=context)
    return template


def empty_catalogue() -> Catalogue:
    comment = "# Simplified Chinese. Written by people; see docs/translating.md. Kept in step by .ci/messages.py."
    return Catalogue(locale=LOCALE, fuzzy=False, header_comment=comment)


def read_catalogue(path: Path) -> Catalogue:
    catalogue = empty_catalogue()
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=LOCALE):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def updated(old: Catalogue, template: Catalogue) -> Catalogue:
    """The messages of the sources, in their order, with the translations that we have."""
    new = empty_catalogue()
    for message in template:
        if message.id:
            known = old.get(message.id, message.context)
            flags = message.flags | ({"fuzzy"} if known and known.fuzzy else set())
            string = known.string if known and _ids(known) == _ids(message) else ""
            new.add(message.id, string, message.locations, flags, context=message.context)
    return new


def po_of(catalogue: Catalogue) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False, sort_output=False)
    return out.getvalue()


def mo_of(catalogue: Catalogue) -> bytes:
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _ids(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    if message.fuzzy:
        yield "is marked fuzzy"
    strings = _strings(message)
    if not all(strings):
        yield "is not translated"
        return
    original = _ids(message)[-1]
    for string in strings:
        if set(PLACEHOLDER.findall(string)) != set(PLACEHOLDER.findall(original)):
            yield f"has other placeholders than the original: {string!r}"
        if HALF_WIDTH.search(string):
            yield f"has a half-width mark beside a Chinese character: {string!r}"
        if original.endswith(".") and not string.endswith(tuple("。！？：…）.>")):
            yield f"does not end like a sentence: {string!r}"
        if _edges(original) != _edges(string):
            yield f"has other white space at its ends: {string!r}"


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def faults(path: Path, template: Catalogue) -> list[str]:
    """Everything that stands between this catalogue and a release."""
    old = read_catalogue(path)
    new = updated(old, template)
    complaints = [f"{_ids(each)[0]!r} {fault}" for each in new if each.id for fault in faults_of(each)]
    left_over = {(each.context, _ids(each)) for each in old} - {(each.context, _ids(each)) for each in new}
    complaints += [f"{ids[0]!r} is used nowhere any more" for _, ids in sorted(left_over, key=str)]
    if not complaints and (not path.exists() or path.read_bytes() != po_of(new)):
        complaints.append(f"{path.name} is not as .ci/messages.py writes it")
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_of(old):
        complaints.append(f"{compiled.name} is not compiled from {path.name}: run .ci/messages.py")
    return complaints


def update(path: Path, template: Catalogue) -> int:
    """Write both files; answers how many messages are still to be translated."""
    catalogue = updated(read_catalogue(path), template)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_of(catalogue))
    path.with_suffix(".mo").write_bytes(mo_of(read_catalogue(path)))
    return sum(not all(_strings(message)) for message in catalogue if message.id)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    arguments = parser.parse_args()
    template = collect(sources(ROOT), ROOT)
    if not arguments.check:
        left = update(CATALOGUE, template)
        sys.stdout.write(f"{len(template)} messages, {left} to translate in {CATALOGUE.relative_to(ROOT)}\n")
        return 0
    complaints = faults(CATALOGUE, template)
    sys.stdout.writelines(f"{complaint}\n" for complaint in complaints)
    sys.stdout.write(f"{len(template)} messages, {len(complaints)} complaints\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
