"""Code in the short texts of rules."""

import pytest
from django.utils.functional import lazystr

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
