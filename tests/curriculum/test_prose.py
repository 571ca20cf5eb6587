"""Code in the short texts of rules, and what people wrote."""

import pytest
from django.utils.functional import lazystr

from onboarding.curriculum.rendering import as_written, in_a_line
from onboarding.curriculum.templatetags.prose import code_spans


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("run `git log` first", 'run <code class="code">git log</code> first'),
        ("a ` alone", "a ` alone"),
        ("`a` and `b`", '<code class="code">a</code> and <code class="code">b</code>'),
        ("<script>`x<y`</script>", '&lt;script&gt;<code class="code">x&lt;y</code>&lt;/script&gt;'),
    ],
)
def test_what_stands_between_backticks_is_code_and_nothing_else_is_html(text: str, html: str) -> None:
    assert code_spans(text) == html


def test_words_that_are_translated_late_are_marked_too() -> None:
    assert code_spans(lazystr("run `make <it>`")) == 'run <code class="code">make &lt;it&gt;</code>'


def test_what_somebody_wrote_is_markdown_whose_lines_end_where_they_ended_them() -> None:
    html = as_written("Ask for **less**:\n或者换一台机器。\n\n```\nkubectl top nodes\n```\n<script>alert(1)</script>")

    assert "Ask for <strong>less</strong>:<br>" in html
    assert "kubectl top nodes" in html.partition("<pre")[2]
    assert "```" not in html
    assert "&lt;script&gt;" in html


def test_tags_in_what_somebody_wrote_are_text_and_addresses_are_links() -> None:
    html = as_written("NODE <none>\n<b>x</b> `<y>` <https://example.org/>")

    assert "NODE &lt;none&gt;<br>" in html
    assert "&lt;b&gt;x&lt;/b&gt; <code>&lt;y&gt;</code>" in html
    assert '<a href="https://example.org/"' in html


def test_what_takes_long_to_read_as_markdown_is_plain_paragraphs() -> None:
    assert as_written("<b>" + "[" * 5_001) == f"<p>&lt;b&gt;{'[' * 5_001}</p>"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hello!\n\n- I like **Go**\n- and `kubectl -n x`", "Hello! I like Go and `kubectl -n x`"),
        ("# 你好\n> 引用\n1. 一", "你好 引用 1. 一"),
        ("See [the guide](https://example.org/a) first", "See the guide first"),
        ("```sh\nls\n```", "ls"),
        ("We meet at **20:00**.", "We meet at 20:00."),
        ("2 * 3 - 1 # six", "2 * 3 - 1 # six"),
        ("git commit --amend", "git commit --amend"),
    ],
)
def test_in_a_line_there_are_no_marks_of_markdown(text: str, line: str) -> None:
    assert in_a_line(text) == line


def test_a_text_is_read_once_and_its_html_kept() -> None:
    assert as_written("Read **once**.") is as_written("Read **once**.")
