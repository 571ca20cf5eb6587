"""What a careful reader would say about Markdown: by line, without code, links, HTML and front matter."""

import time

import pytest

from onboarding.rules.facts.markdown import read
from onboarding.rules.facts.style import MOST_NOTES, TERMS, notes


def noted(kind, text):
    return notes([{"path": "a.md", "text": text}])[kind]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```\nx\n```\n", [1]),
        ("Text.\n\n~~~\nx\n~~~\n\n```sh\nls\n```\n", [3]),
        ("- item\n\n  ```\n  x\n  ```\n", [3]),
        ("````md\n```\nnot a block\n```\n````\n", []),
        ("```yaml\na: 1\n```\n```\nb\n```\n", [4]),
        ("``` \nx\n```\n", [1]),
        ("A ``` in the text\n", []),
        ("<!--\n```\n-->\n", []),
        ("---\ntitle: |\n  ```\n---\n```\nx\n```\n", [5]),
        ("```\nnever ends\n", [1]),
    ],
)
def test_blocks_of_code_without_a_language_are_told_by_their_first_line(text, lines):
    assert noted("code_language", text) == [f"a.md:{line}" for line in lines]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("使用Docker部署", ["用Docker"]),
        ("先学 Docker再学 Go", ["Docker再"]),
        ("使用**Docker**部署", ["用Docker"]),
        ("使用 Docker 部署，然后看 Kubernetes。", []),
        ("使用`docker`部署", []),
        ("见[Docker文档](https://example.org/Docker文档)吧", []),
        ("![图Docker](a.png)", []),
        ("<b title='图Docker'>", []),
        ("第3步", []),
        ("见https://example.org/a看", []),
        ("    缩进Docker\n", []),
        ("```text\n使用Docker\n```", []),
        ("---\ntitle: 使用Docker\n---\n", []),
        ("“Docker”很好", []),
    ],
)
def test_chinese_and_latin_text_want_a_space_between_them(text, words):
    assert noted("spacing", text) == [f"a.md:1 “{word}”" for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Run it， then wait。", ["it，", "wait。"]),
        ("Use Docker（or Podman）", ["Docker（", "Podman）"]),
        ("使用 Docker，然后部署。", []),
        ("先看：\nDocker， Podman\n", []),
        ("Run `a，b`, then wait.", []),
        ("ラン、ラン", []),
    ],
)
def test_english_text_has_no_full_width_punctuation(text, words):
    assert noted("punctuation", text) == [f"a.md:1 “{word}”" for word in words]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We use kubernetes and Mysql.", ["“kubernetes” → “Kubernetes”", "“Mysql” → “MySQL”"]),
        ("Etcd keeps it; ETCD does.", ["“Etcd” → “etcd”", "“ETCD” → “etcd”"]),
        ("使用 kubernetes 部署，再看http。", ["“kubernetes” → “Kubernetes”", "“http” → “HTTP”"]),
        ("Kubernetes, HTTP, MySQL and etcd.", []),
        ("See `kubernetes`, http://kubernetes.io, kubernetes.io and k8s/kubernetes.", []),
        ("The file docker-compose.yml, @docker, --http and kube.api", []),
        ("[kubernetes](https://kubernetes.io) <a href='http'>", []),
        ("[docs]: https://example.org kubernetes", []),
        ("Say {{< docker http >}} here.", []),
    ],
)
def test_terms_are_spelled_as_their_projects_do(text, found):
    assert noted("terms", text) == [f"a.md:1 {each}" for each in found]


def test_a_note_names_the_line_of_the_file_as_it_is():
    text = "---\ntitle: x\n---\r\n\n# A\n\nUse docker.\n"

    assert noted("terms", text) == ["a.md:7 “docker” → “Docker”"]


def test_files_are_told_apart_and_those_without_text_left_out():
    files = [{"path": "a.md", "text": "docker"}, {"path": "b.go", "text": None}, {"path": "c.md", "text": "x\ndocker"}]

    assert [each.split(" ")[0] for each in notes(files)["terms"]] == ["a.md:1", "c.md:2"]


def test_of_many_notes_the_first_are_told_and_the_rest_counted():
    found = noted("code_language", "```\nx\n```\n" * 25)

    assert (len(found), found[-1]) == (MOST_NOTES + 1, "… +5")


def test_no_term_is_there_twice():
    assert len({term.lower() for term in TERMS}) == len(TERMS)


@pytest.mark.parametrize(
    "line", ["[", "`", "[x](", "{{", "<", "用A", "docker.", "*", "<!--", "，", "https://", "`` ` ", "a" * 9]
)
def test_whatever_is_written_is_read_in_no_time(line):
    for text in (line * (65_536 // len(line)), f"{line}\n" * (65_536 // (len(line) + 1))):
        start = time.process_time()
        notes([{"path": "a.md", "text": text}])
        assert time.process_time() - start < 0.5


def test_prose_keeps_what_stands_beside_code_apart():
    assert read("用`a`和``b`c``。").prose == {1: "用 和 。"}
