"""Written work in blocks: nothing is lost, nothing becomes harmful, and each says how it begins."""

import pytest

from onboarding.curriculum.rendering import LONGEST_WRITTEN, as_written
from onboarding.verification.blocks import LONGEST_QUOTE, MOST_BLOCKS, blocks_of

TEXT = """# Hello

I **want** to learn & grow.

- one
- two

---

```go
func main() {}
```
"""


def test_paragraphs_lists_and_code_are_blocks_and_a_line_across_is_none():
    quotes = [block.quote for block in blocks_of(TEXT)]

    assert quotes == ["I want to learn & grow.", "one two", "func main() {}"]


def test_a_heading_goes_with_what_stands_below_it():
    first, second = blocks_of("# Hello\n\n## Who I am\n\nI am Ada.\n\n## The end")

    assert "Hello" in first.html
    assert first.quote == "I am Ada."
    assert second.quote == "The end"


def test_a_line_across_at_the_beginning_is_nothing_to_comment_on():
    [block] = blocks_of("---\n\nI am Ada.")

    assert "<hr" in block.html
    assert block.quote == "I am Ada."


@pytest.mark.parametrize(
    "text", [TEXT, "a <b>x</b> &lt;script&gt; [x](javascript:alert(1))", "> q\n\n<details>\n\nx", "# a\n\n---\n\n# b"]
)
def test_together_they_are_the_harmless_text(text):
    assert "".join("".join(block.html for block in blocks_of(text)).split()) == "".join(as_written(text).split())


def test_a_long_text_has_an_end_of_blocks_and_none_of_its_words_is_lost():
    found = blocks_of("\n\n".join(f"word{number}" for number in range(MOST_BLOCKS + 50)))

    assert len(found) == MOST_BLOCKS
    assert f"word{MOST_BLOCKS + 49}" in found[-1].html


def test_a_heading_at_the_very_end_is_no_block_beyond_the_last():
    found = blocks_of("\n\n".join(["a"] * MOST_BLOCKS) + "\n\n## The end")

    assert len(found) == MOST_BLOCKS
    assert "The end" in found[-1].html
    assert found[-1].quote == "a The end"


def test_a_quote_is_how_a_block_begins():
    assert len(blocks_of("a" * (LONGEST_WRITTEN + 1))[0].quote) == LONGEST_QUOTE


def test_a_quote_of_letters_with_marks_on_them_is_no_longer_than_what_a_form_gives_back():
    [block] = blocks_of("ก่" * LONGEST_QUOTE)

    assert len(block.quote) == LONGEST_QUOTE


def test_nothing_has_no_blocks():
    assert blocks_of(" \n") == ()
