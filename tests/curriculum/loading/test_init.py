"""Loading a whole curriculum: what comes out of files in order, and what is said of files that are not."""

import re

import pytest

from onboarding.curriculum.loading import BUILT_IN, CurriculumError, load
from tests.curriculum.authored import FILES, TASK, TASK_ZH, TRACK, another, write


def problems(directory):
    """What is wrong, as `file:line: what to do` with paths shortened to the file's name."""
    with pytest.raises(CurriculumError) as error:
        load([directory])
    return [f"{each.path.name}:{each.line}: {each.message}" for each in error.value.problems]


def only_problem(directory, **files):
    found = problems(write(directory, **files))
    assert len(found) == 1, found
    return found[0]


def test_a_curriculum_in_order_becomes_tracks_and_tasks(tmp_path):
    (track,) = load([write(tmp_path)])

    assert (track.content.slug, track.content.title) == ("steps", {"en": "First steps", "zh-hans": "第一步"})
    (task,) = track.content.tasks
    assert (task.slug, task.kind, task.due_days, task.due_from, task.reviewed) == ("hello", "written", 7, "start", True)
    assert task.title == {"en": "Say hello", "zh-hans": "打个招呼"}
    assert task.criteria == ({"en": "It is friendly.", "zh-hans": "很友好。"},)
    assert task.text["en"] == "## Why\n\nBecause."
    assert '<h2 id="text-why">Why</h2>' in task.html["en"]
    (rule,) = task.rules
    assert rule.expect == {"en": "Three words.", "zh-hans": "三个字。"}
    assert rule.saw == '{"en": string(words) + " words", "zh-hans": string(words) + " 个字"}'


def test_tasks_stand_in_the_order_of_their_numbers_and_tracks_in_that_of_their_positions(tmp_path):
    write(tmp_path, track="last", **{**another("10", "ten"), **another("2", "two")})
    write(tmp_path, track="first", track_md=TRACK.replace("    summary", "    position: 0\n    summary"))
    write(tmp_path, track="last", track_md=TRACK.replace("    summary", "    position: 5\n    summary"))

    tracks = load([tmp_path])

    assert [track.content.slug for track in tracks] == ["first", "last"]
    assert [task.slug for task in tracks[1].content.tasks] == ["hello", "two", "ten"]


def test_a_directory_may_be_a_track_itself(tmp_path):
    assert [track.content.slug for track in load([write(tmp_path) / "steps"])] == ["steps"]


def test_what_a_config_map_mounts_beside_the_tracks_is_passed_over(tmp_path):
    write(tmp_path)
    (tmp_path / "..2026_03_01").mkdir()
    (tmp_path / "steps" / "README.md").write_text("For authors.")

    assert len(load([tmp_path])) == 1


def test_a_folder_that_is_not_there_is_a_problem_and_not_an_empty_curriculum(tmp_path):
    found = problems(tmp_path / "nowhere")

    assert found == ["nowhere:1: There is no such folder. Mend `curriculum_paths`."]


def test_a_folder_without_tracks_is_a_problem(tmp_path):
    assert "holds no track" in problems(tmp_path)[0]


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_files(tmp_path):
    write(tmp_path, track_zh=None, task=TASK.replace("P7D", "a week").replace("written", "writen"))

    found = problems(tmp_path)

    assert [line.split(":")[:2] for line in found] == [["01-hello.md", "4"], ["01-hello.md", "5"], ["track.md", "1"]]


def test_a_problem_is_printed_so_that_an_editor_can_open_it(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, task_zh=None))

    with pytest.raises(CurriculumError, match=re.escape("steps/01-hello.md:1: It has no translation. Add 01-hello.zh")):
        load([tmp_path])


def task(old, new):
    assert old in TASK
    return {"task": TASK.replace(old, new)}


def task_zh(old, new):
    assert old in TASK_ZH
    return {"task_zh": TASK_ZH.replace(old, new)}


RULES = "rules:\n      - code: long-enough"
SPOILT = [
    (
        task("kind: written", "kind: pull-request"),
        "01-hello.md:4: `kind: pull-request`? This is not a kind of evidence. Did you mean `pull_request`?",
    ),
    (task("due: P7D", "due: 1 week"), "01-hello.md:5: `due: 1 week`? Write whole days, like `due: P7D` for a week."),
    (task("due: P7D", "dues: P7D"), "01-hello.md:5: `dues` is not known here. Did you mean `due`?"),
    (task("due: P7D", "needs: [hallo]"), "01-hello.md:5: `hallo` is no task of this track."),
    (task("due: P7D", "needs: [hello]"), "01-hello.md:5: A task cannot stand in its own `needs`. Take it out."),
    (task("due: P7D", "may_share: [other]"), "01-hello.md:5: `other` is no task of this track."),
    (task("due: P7D", "minutes: soon"), "01-hello.md:5: `minutes: soon`? Write a whole number of minutes."),
    (task("due: P7D", "reviewed: maybe"), "01-hello.md:5: `reviewed: maybe`? Write `true` or `false`."),
    (task("due: P7D", "due: P7D\n    due: P8D"), "01-hello.md:6: `due` is already there, on line 5."),
    (task("title: Say hello", "title: 2026"), "01-hello.md:2: `title: 2026`? Text is expected here: put it in quotes."),
    (task("    title: Say hello\n", ""), "01-hello.md:1: `title` is missing. Add a line `title: …`."),
    (
        task("title: Say hello", "title: Say: hello"),
        "01-hello.md:2: The front matter is not YAML: mapping values are not allowed here.",
    ),
    (
        task("due: P7D", "due: &a P7D\n    due_from: *a"),
        "01-hello.md:6: Write the value out: aliases like `*name` are not used here.",
    ),
    (task("words >= 3", "words >="), "01-hello.md:9: rule `long-enough`: The expression cannot be compiled"),
    (task("words >= 3", "word >= 3"), "01-hello.md:9: rule `long-enough`: The expression names `word`"),
    (task("words >= 3", "words"), "01-hello.md:9: rule `long-enough`: The expression yields int"),
    (task('string(words) + " words"', "words"), "01-hello.md:10: rule `long-enough`: The saw yields int"),
    (
        task("code: long-enough", "code: Long enough"),
        "01-hello.md:7: rule `Long enough`: Write its code in small letters",
    ),
    (task("        hint: Write more.\n", ""), "01-hello.md:7: rule `long-enough`: It lacks `hint`."),
    (task("due: P7D", "use: [sign-of]"), "01-hello.md:5: There is no rule set `sign-of`."),
    (task("due: P7D", "challenge: [sign-of]"), "01-hello.md:5: There is no rule set `sign-of`."),
    (
        task("due: P7D", "challenge: [kubernetes-deployment-challenge]"),
        "01-hello.md:5: rule `other-deployment`: The expression names `challenge`",
    ),
    (task("due: P7D", "use: [sign-off]"), "01-hello.md:5: rule `sign-off-missing`: The expression names `commits`"),
    (
        task("pass: [hello.json]", "pas: [hello.json]"),
        "01-hello.md:15: `examples.pas` is not known here. Did you mean `pass`?",
    ),
    (
        task("## Why", "# Why"),
        "01-hello.md:19: The title is the page's first heading already: begin this one with `##`.",
    ),
    (
        task("Because.", "1. Do.\n\n       And wait."),
        "01-hello.md:23: Indent by four spaces what belongs to the point above: with fewer, it ends the list.",
    ),
    (
        task("Because.", "1. Do.\n       ```bash\n       ls\n       ```"),
        "01-hello.md:22: Indent by four spaces what belongs to the point above: with fewer, it ends the list.",
    ),
    (
        task("Because.", "```\n    ls\n    ```"),
        "01-hello.md:21: Name the language of this block on its first line: `bash`, or `text` where it has none.",
    ),
    (task("Because.", "{{ nonse }}"), "01-hello.md:21: Nothing fills in `{{ nonse }}`. Did you mean `nonce`?"),
    (task("## Why\n\n    Because.", ""), "01-hello.md:19: There is no text. Write it below the second `---`."),
    (task_zh("title: 打个招呼\n", "\n"), "01-hello.zh-hans.md:1: `title` is missing. Add a line `title: …`."),
    (task_zh("title: 打个招呼", "title: 打个招呼\n    due: P7D"), "01-hello.zh-hans.md:3: `due` is not known here."),
    (task_zh("        expect: 三个字。\n", ""), "01-hello.zh-hans.md:5: `rules.long-enough.expect` is missing."),
    (
        task_zh("expect: 三", "expects: 三"),
        "01-hello.zh-hans.md:6: `rules.long-enough.expects` is not known here. Did you mean `expect`?",
    ),
    (
        task_zh("string(words) + ", "string(wörds) + "),
        "01-hello.zh-hans.md:7: rule `long-enough`: The saw cannot be compiled",
    ),
    (
        task_zh("      - 很友好。\n", "      - 很友好。\n      - 很好。\n"),
        "01-hello.zh-hans.md:9: There are 1 criteria to translate, in the same order; here are 2.",
    ),
    (
        {"task": "Hello"},
        "01-hello.md:1: Begin the file with `---`, the front matter and another `---`, each on its own line.",
    ),
    ({"task": "---\n- a\n---\nHello"}, "01-hello.md:1: The front matter has to be `key: value` lines."),
    ({"hello.md": "x"}, "hello.md:1: Name the file `NN-the-task.md`, with two digits for its place."),
    ({"01-hello.fr.md": "x"}, "01-hello.fr.md:1: `fr` is not a language of this site. Known: zh-hans."),
    ({"02-bye.zh-hans.md": TASK_ZH}, "02-bye.zh-hans.md:1: There is no 02-bye.md that this would translate."),
    ({"track_md": None, "track_zh": None}, "track.md:1: This file is missing. It says what the track is for."),
]


@pytest.mark.parametrize(("files", "expected"), SPOILT, ids=[expected for _files, expected in SPOILT])
def test_each_mistake_is_told_with_its_line_and_what_to_do(tmp_path, files, expected):
    found = problems(write(tmp_path, **files))

    assert [line for line in found if line.startswith(expected)], found
    assert len(found) <= 3, "one mistake does not draw a row of others after it"


def test_a_translation_of_a_rule_that_is_not_there_is_named_with_the_nearest(tmp_path):
    found = problems(write(tmp_path, **task_zh("long-enough:", "long-enogh:")))

    assert found == [
        "01-hello.zh-hans.md:4: The rule `long-enough` has no words in zh-hans. Add its `expect` and `hint`.",
        "01-hello.zh-hans.md:5: The task has no rule `long-enogh` of its own. Did you mean `long-enough`?",
    ]


def test_a_task_without_rules_is_refused(tmp_path):
    no_rules = TASK[: TASK.index("    rules:")] + TASK[TASK.index("    criteria:") :]
    no_words = TASK_ZH[: TASK_ZH.index("    rules:")] + TASK_ZH[TASK_ZH.index("    criteria:") :]

    found = only_problem(tmp_path, task=no_rules, task_zh=no_words)

    assert found.startswith("01-hello.md:1: Without rules anything would pass.")


def test_two_rules_of_one_code_are_refused(tmp_path):
    rule = TASK[TASK.index("      - code") : TASK.index("    criteria:")]

    assert "Two rules have the code `long-enough`" in only_problem(tmp_path, task=TASK.replace(rule, rule * 2))


def test_two_tasks_may_share_neither_their_name_nor_their_number(tmp_path):
    assert "01-hello.md has this name" in problems(write(tmp_path / "a", **another("02", "hello")))[0]
    assert "01-hello.md has this number" in problems(write(tmp_path / "b", **another("01", "zebra")))[0]


def test_two_tracks_of_one_name_are_refused(tmp_path):
    write(tmp_path / "a")
    write(tmp_path / "b")

    with pytest.raises(CurriculumError, match="has this name already"):
        load([tmp_path / "a", tmp_path / "b"])


def test_tasks_that_wait_for_one_another_are_told_as_a_way(tmp_path):
    write(
        tmp_path,
        **another("02", "a", needs="[c]"),
        **another("03", "b", needs="[a]"),
        **another("04", "c", needs="[b]"),
    )

    assert problems(tmp_path) == [
        "02-a.md:5: Nobody could ever begin: a → c → b → a. Take one of these out of `needs`."
    ]


def test_a_task_that_waits_for_a_draft_is_named(tmp_path):
    write(tmp_path, **another("02", "a", draft="true"), **another("03", "b", needs="[a]"))

    (problem,) = problems(tmp_path)
    assert problem.startswith("03-b.md:5: `a` is a draft, so nobody could ever begin.")


def test_a_draft_may_wait_for_a_draft(tmp_path):
    write(tmp_path, **another("02", "a", draft="true"), **another("03", "b", needs="[a]\n    draft: true"))

    (track,) = load([tmp_path])
    assert [task.is_draft for task in track.tasks] == [False, True, True]


def test_a_file_that_is_not_utf_8_is_told_so(tmp_path):
    write(tmp_path)
    (tmp_path / "steps" / "01-hello.md").write_bytes("title: 打".encode("gb18030"))

    assert problems(tmp_path) == ["01-hello.md:1: This is not UTF-8. Save the file in the encoding UTF-8."]


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path):
    write(tmp_path)
    path = tmp_path / "steps" / "01-hello.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert load([tmp_path])[0].content.tasks[0].text["en"] == "## Why\n\nBecause."


@pytest.mark.parametrize(
    "front", ["[" * 5000, "a: \0", "a: 2026-99-99", "? [a]\n: b", "1: x", "no: x", "a: !!python/name:os.system ''"]
)
def test_strange_front_matter_is_a_problem_and_never_a_traceback(tmp_path, front):
    assert problems(write(tmp_path, **{"01-hello.md": f"---\n{front}\n---\nText"}))


def test_the_site_s_own_curriculum_is_in_order():
    tracks = load([BUILT_IN])

    assert [task.slug for task in tracks[0].content.tasks][:3] == [
        "introduce-yourself",
        "first-contribution",
        "sign-off",
    ]


def test_the_small_curriculum_of_these_tests_names_every_file():
    assert set(FILES) >= {"track.md", "01-hello.md", "hello.json"}


def test_a_task_of_advice_alone_is_a_problem(tmp_path):
    task = TASK.replace("        expect: Three words.", "        advice: true\n        expect: Three words.")

    assert "All its rules are advice" in only_problem(tmp_path, task=task)
