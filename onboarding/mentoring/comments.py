"""Comments on blocks of written work, on their way: from the form, onto the page, into a text that can be copied."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onboarding.verification.blocks import LONGEST_QUOTE, MOST_BLOCKS, Block, Comment


@dataclass(frozen=True)
class Commented:
    """A block of the text with what is being written about it."""

    block: Block
    text: str


def sent(data: Mapping[str, str]) -> list[Comment]:
    """Fields ``comment-0`` and on, each with the quote that the page had beside it."""
    found = ((place, _clean(data.get(f"comment-{place}", ""))) for place in range(MOST_BLOCKS))
    return [
        Comment(place=place, quote=_clean(data.get(f"quote-{place}", ""))[:LONGEST_QUOTE], text=text)
        for place, text in found
        if text.strip()
    ]


def beside(blocks: Iterable[Block], comments: Sequence[Comment]) -> list[Commented]:
    """Every block, with its comment where there is one. A comment on other words than these belongs to none."""
    texts = {(each["place"], each["quote"]): each["text"] for each in comments}
    return [Commented(block, texts.get((block.place, block.quote), "")) for block in blocks]


def astray(blocks: Iterable[Block], comments: Sequence[Comment]) -> list[Comment]:
    """Comments whose words are not in the text any more."""
    places = {(block.place, block.quote) for block in blocks}
    return [each for each in comments if (each["place"], each["quote"]) not in places]


def as_text(note: str, comments: Sequence[Comment]) -> str:
    """All that was written, to read and to copy."""
    quoted = (f"> {each['quote']}\n\n{each['text']}" for each in comments)
    return "\n\n".join((*filter(None, (note,)), *quoted))


def _clean(text: str) -> str:
    """Browsers send line ends of their own."""
    return text.replace("\r\n", "\n")
