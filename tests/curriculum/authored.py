"""A small curriculum on disk that is in order, to be spoilt by tests one thing at a time."""

import json
from pathlib import Path
from textwrap import dedent

TRACK = """\
    ---
    title: First steps
    summary: A walk.
    ---
    Welcome.
    """
TRACK_ZH = """\
    ---
    title: 第一步
    summary: 走一走。
    ---
    欢迎。
    """
TASK = """\
    ---
    title: Say hello
    summary: Write a few words.
    kind: written
    due: P7D
    rules:
      - code: long-enough
        expect: Three words.
        expression: words >= 3
        saw: string(words) + " words"
        hint: Write more.
    criteria:
      - It is friendly.
    examples:
      pass: [hello.json]
      fail:
        long-enough: {file: hello.json, but: {/words: 2}}
    ---
    ## Why

    Because.
    """
TASK_ZH = """\
    ---
    title: 打个招呼
    summary: 写几句话。
    rules:
      long-enough:
        expect: 三个字。
        saw: string(words) + " 个字"
        hint: 多写一点。
    criteria:
      - 很友好。
    ---
    ## 为什么

    因为。
    """
FILES = {
    "track.md": TRACK,
    "track.zh-hans.md": TRACK_ZH,
    "01-hello.md": TASK,
    "01-hello.zh-hans.md": TASK_ZH,
    "hello.json": json.dumps({"text": "Hello my friends", "link": "", "words": 3}),
}


def write(directory: Path, *, track: str = "steps", **files: str | None) -> Path:
    """The curriculum above; keyword names stand for files (`task_zh` …), whose text they replace, or remove by None."""
    folder = directory / track
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **{NAMES.get(key, key): text for key, text in files.items()}}.items():
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_text(dedent(text), encoding="utf-8")
    return directory


GLOSSARY = """\
    terms:
      word:
        term: word
        text: Something said.
      silence:
        term: silence
        text: No [word](glossary:word) at all.
        link: https://example.org/silence
    """
GLOSSARY_ZH = """\
    terms:
      word:
        term: 词
        text: 说过的话。
      silence:
        term: 沉默
        text: 一个[词](glossary:word)也没有。
    """


def write_glossary(directory: Path, *, glossary: str = GLOSSARY, translation: str | None = GLOSSARY_ZH) -> Path:
    """A glossary of two terms beside the tracks of this directory."""
    for name, text in (("glossary.yaml", glossary), ("glossary.zh-hans.yaml", translation)):
        if text is None:
            (directory / name).unlink(missing_ok=True)
        else:
            (directory / name).write_text(dedent(text), encoding="utf-8")
    return directory


NAMES = {
    "track_md": "track.md",
    "track_zh": "track.zh-hans.md",
    "task": "01-hello.md",
    "task_zh": "01-hello.zh-hans.md",
}


def another(number: str, slug: str, **front: str) -> dict[str, str]:
    """Files of one more task; its front matter takes these lines, too."""
    lines = "".join(f"    {key}: {value}\n" for key, value in front.items())
    task = TASK.replace("    kind: written\n", f"    kind: written\n{lines}")
    return {f"{number}-{slug}.md": task, f"{number}-{slug}.zh-hans.md": TASK_ZH}
