"""Markdown to HTML: what authors can use, and what never gets through."""

import re

import pytest
from django.template import Context, Template

from onboarding.curriculum.rendering import fill, render, unknown_placeholders

WORDS = {"repository": "demo-community/guide", "branch": "main", "nonce": "ob-demo2345"}


def test_code_is_coloured_by_classes_and_can_be_scrolled_by_keyboard():
    html = render('```python\nprint("hi")  # 1\n```')

    assert '<div class="highlight"><pre tabindex="0">' in html
    assert '<span class="nb">print</span>' in html
    assert "style=" not in html


def test_headings_have_ids_that_no_part_of_the_page_has():
    assert render("## Why it matters") == '<h2 id="text-why-it-matters">Why it matters</h2>'
    assert render("## 为什么") == '<h2 id="text-为什么">为什么</h2>'


def test_words_that_look_like_our_own_marks_are_left_alone():
    assert render("zzwaymark99zz") == "<p>zzwaymark99zz</p>"


def test_boxes_in_task_lists_are_drawings():
    html = render("- [ ] one\n- [x] two")

    assert html.count('disabled=""') == html.count('aria-hidden="true"') == 2
    assert html.count("checked") == 1


def test_admonitions_details_tables_and_definitions_can_be_used():
    html = render(
        '!!! warning "Careful"\n    x\n\n??? tip "More"\n    y\n\n| a |\n|---|\n| 1 |\n\nFork\n:   Your copy.\n'
    )

    assert '<div class="admonition warning">\n<p class="admonition-title">Careful</p>' in html
    assert '<details class="tip">\n<summary>More</summary>' in html
    assert "<td>1</td>" in html
    assert "<dt>Fork</dt>\n<dd>Your copy.</dd>" in html


def test_links_do_not_tell_where_one_comes_from():
    assert render("[a](https://example.org)") == '<p><a href="https://example.org" rel="noopener noreferrer">a</a></p>'


def test_links_to_terms_lead_to_the_glossary_and_say_what_it_means():
    html = render("[pods](glossary:pod)", {"pod": 'Things "that" run & stop.'})

    assert html == (
        '<p><a class="term" href="/glossary/#term-pod" title="Things &quot;that&quot; run &amp; stop." '
        'rel="noopener noreferrer">pods</a></p>'
    )


def test_a_term_that_is_not_there_any_more_is_only_a_word():
    assert render("[pods](glossary:pod)") == '<p><a rel="noopener noreferrer">pods</a></p>'


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/x.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="https://example.org" onclick="alert(1)" style="color:red" target="_blank">x</a>',
        "<iframe src=https://example.org></iframe>",
        "<svg><script>alert(1)</script></svg>",
        '<div class="verdict" id="main">x</div>',
        "<form action=/x><input type=text name=y><button>z</button></form>",
        "<style>* {display: none}</style>",
    ],
)
def test_what_could_do_harm_does_not_get_through(text):
    html = render(text)

    forbidden = (
        r"<script|<img|<iframe|<svg|<form|<button|<style|javascript:|data:|\son\w+=|style=|target=|verdict|id=|name="
    )
    assert not re.search(forbidden, html)


def test_placeholders_are_filled_everywhere_even_inside_addresses_and_code():
    html = render(
        "[here](https://github.com/{{ program.repository }}/tree/{{program.branch}})\n\n"
        "```bash\ngit switch -c x upstream/{{ program.branch }} # {{ nonce }}\n```"
    )

    filled = fill(html, **WORDS)

    assert 'href="https://github.com/demo-community/guide/tree/main"' in filled
    assert re.sub("<[^>]+>", "", filled).strip().endswith("git switch -c x upstream/main # ob-demo2345")
    assert "{{" not in filled


def test_the_repositorys_address_is_githubs_unless_another_is_given():
    html = render("{{ program.repository_url }}")

    assert fill(html, **WORDS) == "<p>https://github.com/demo-community/guide</p>"
    assert fill(html, **WORDS, repository_url="http://127.0.0.1:8001/a/b") == "<p>http://127.0.0.1:8001/a/b</p>"


def test_the_label_is_the_one_that_this_site_asks_for(settings):
    settings.WAYMARK = settings.WAYMARK.model_copy(update={"nonce_label": "onboard.example/nonce"})

    assert fill(render("{{ nonce_label }}"), **WORDS) == "<p>onboard.example/nonce</p>"


def test_what_is_filled_in_is_escaped():
    html = fill(
        render("[x](https://github.com/{{ program.repository }}) {{ nonce }}"),
        repository='"><b>',
        branch="",
        nonce="<i>&",
    )

    assert "&quot;&gt;&lt;b&gt;" in html
    assert "&lt;i&gt;&amp;" in html


def test_what_is_filled_in_is_not_filled_in_again():
    assert "{{ nonce }}" in fill(render("{{ program.branch }}"), repository="", branch="{{ nonce }}", nonce="x")


def test_filled_html_is_not_escaped_by_templates():
    assert Template("{{ html }}").render(Context({"html": fill("<p>x</p>", **WORDS)})) == "<p>x</p>"


def test_double_braces_of_other_languages_stay():
    text = "`${{ secrets.TOKEN }}`"

    assert unknown_placeholders(text) == []
    assert fill(render(text), **WORDS) == "<p><code>${{ secrets.TOKEN }}</code></p>"


def test_an_unknown_placeholder_is_found_with_its_line():
    assert unknown_placeholders("a\n{{ nonse }} {{ nonce }}") == [(1, "nonse")]


def test_a_break_between_chinese_characters_is_not_a_space():
    assert render("路标带你\n走进社区。\n“好”\nGitHub\n很好") == "<p>路标带你走进社区。“好”\nGitHub\n很好</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- 由你\n  把它发来", "<li>由你把它发来</li>"),
        ("丢弃；\nSecret 从不接收", "丢弃；Secret 从不接收"),
        ("等 kubectl\n（命令行）", "等 kubectl（命令行）"),
        ("好。\n\n好。", "<p>好。</p>\n<p>好。</p>"),
    ],
)
def test_a_break_inside_a_point_or_beside_a_full_width_mark_is_no_space_either(text, html):
    assert html in render(text)


def test_a_break_in_code_stays():
    assert "路标\n走进" in render("```\n路标\n走进\n```")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**不对：**运行下面的命令", "<strong>不对：</strong>运行"),
        ("**署名（sign-off）**回答", "<strong>署名（sign-off）</strong>回答"),
        ("看*这里（左边）*吧", "<em>这里（左边）</em>"),
        ("snake_case_word", "snake_case_word"),
    ],
)
def test_emphasis_needs_no_spaces_around_it_in_chinese(text: str, html: str) -> None:
    assert html in render(text)
