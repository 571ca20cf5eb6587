"""The catalogue's keeper: what it finds in sources, what it writes, and what it complains about."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parent.parent.parent


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages, bare_english = load("messages"), load("bare_english")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "onboarding").mkdir()
    (tmp_path / "templates").mkdir()
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text)


def collect(root: Path):
    return messages.collect(messages.sources(root), root)


def found(root: Path) -> set[tuple[object, str | None]]:
    return {(each.id, each.context) for each in collect(root) if each.id}


def test_python_is_read(root):
    write(root, "onboarding/a.py", 'x = _("One"), gettext_lazy("Two"), ngettext("%(n)s a", "%(n)s b", n)\n')
    assert found(root) == {("One", None), ("Two", None), (("%(n)s a", "%(n)s b"), None)}


def test_templates_are_read(root):
    write(
        root,
        "templates/a.html",
        """<p class="it's">{% translate "One" %} {% translate "Two" context "page" %} {% include x with t=_("Three") %}
        {% blocktranslate trimmed count n=items|length %}
          100% of {{ n }}{% plural %}of {{ n }} all{% endblocktranslate %}""",
    )
    assert found(root) == {
        ("One", None),
        ("Two", "page"),
        ("Three", None),
        (("100%% of %(n)s", "of %(n)s all"), None),
    }


def test_jinja_is_read(root):
    write(root, "templates/a.jinja", '{{ _("One") }}{% trans who=name %}Hello {{ who }}{% endtrans %}')
    assert found(root) == {("One", None), ("Hello %(who)s", None)}


def test_translations_are_kept_and_leftovers_dropped(root):
    path = root / "django.po"
    write(root, "onboarding/a.py", '_("Stays."), _("Goes.")\n')
    assert messages.update(path, collect(root)) == 2
    path.write_text(path.read_text().replace('"Stays."\nmsgstr ""', '"Stays."\nmsgstr "留下。"'))
    write(root, "onboarding/a.py", '_("Comes."), _("Stays.")\n')
    assert messages.update(path, collect(root)) == 1
    assert "留下。" in path.read_text()
    assert "Goes." not in path.read_text()


def test_a_second_run_writes_the_same(root):
    path = root / "django.po"
    write(root, "onboarding/a.py", '_("One"), _("Two")\n')
    messages.update(path, collect(root))
    before = path.read_bytes(), path.with_suffix(".mo").read_bytes()
    messages.update(path, collect(root))
    assert (path.read_bytes(), path.with_suffix(".mo").read_bytes()) == before


def test_a_complete_catalogue_has_no_faults(root):
    path = root / "django.po"
    write(root, "onboarding/a.py", '_("Due on %(day)s.")\n')
    messages.update(path, collect(root))
    assert messages.faults(path, collect(root)) == ["'Due on %(day)s.' is not translated"]
    path.write_text(path.read_text().replace('day)s."\nmsgstr ""', 'day)s."\nmsgstr "%(day)s 到期。"'))
    messages.update(path, collect(root))
    assert messages.faults(path, collect(root)) == []


def test_an_edited_po_must_be_compiled(root):
    path = root / "django.po"
    write(root, "onboarding/a.py", '_("Day")\n')
    messages.update(path, collect(root))
    path.write_text(path.read_text().replace('"Day"\nmsgstr ""', '"Day"\nmsgstr "天"'))
    assert messages.faults(path, collect(root)) == ["django.mo is not compiled from django.po: run .ci/messages.py"]


def test_a_message_that_nobody_uses_is_a_fault(root):
    path = root / "django.po"
    write(root, "onboarding/a.py", '_("Day")\n')
    messages.update(path, collect(root))
    write(root, "onboarding/a.py", "\n")
    assert "'Day' is used nowhere any more" in messages.faults(path, collect(root))


@pytest.mark.parametrize(
    ("english", "chinese", "complaint"),
    [
        ("Hello %(name)s", "你好", "other placeholders"),
        ("{login} is here", "{name} 在这里", "other placeholders"),
        ("Try again.", "请重试", "does not end like a sentence"),
        ("Yes, please", "好,谢谢", "half-width mark"),
        ("Try again.", "请重试.", "half-width mark"),
        ("Due ", "到期", "white space at its ends"),
        ("Yes", "", "is not translated"),
    ],
)
def test_an_unsound_translation_is_a_fault(english, chinese, complaint):
    assert any(complaint in fault for fault in messages.faults_of(Message(english, chinese)))


def test_a_fuzzy_translation_is_a_fault():
    assert list(messages.faults_of(Message("Yes", "是", flags={"fuzzy"}))) == ["is marked fuzzy"]


@pytest.mark.parametrize(
    "source",
    [
        "<p>Read this</p>",
        '<a title="Read this" href="/">{{ x }}</a>',
        '<input placeholder="Your name">',
        "{% if x %}Because{% endif %}",
        "{% translate 'Fine' %} but this",
    ],
)
def test_english_that_nobody_translates_is_found(source):
    assert list(bare_english.bare_english(source))


@pytest.mark.parametrize(
    "source",
    [
        "{% translate 'Read this' %}",
        "{% blocktranslate trimmed %}Read <b>this</b>{% endblocktranslate %}",
        "{# a remark #}{% comment %}Read this{% endcomment %}",
        '<p class="lead big" id="hello">{{ text }} · 12 kB</p>',
        "<code>git commit --amend</code>",
        "{% block width %}narrow{% endblock %}",
        "GitHub",
        '<input placeholder="docs(readme): mend a link (#1)">',
    ],
)
def test_what_is_no_english_is_left_alone(source):
    assert list(bare_english.bare_english(source)) == []


def test_the_line_is_told():
    assert list(bare_english.bare_english("\n{% comment %}\n{% endcomment %}\n<p>Read\nthis</p>")) == [(4, "Read this")]
