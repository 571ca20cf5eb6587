"""The commands that the etcd task gives, as they stand in its text, pasted into a shell that speaks to a real etcd."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onboarding.rules.judge import judge
from onboarding.rules.kinds.etcd.collect import collect
from onboarding.rules.types import Context
from tests.curriculum.built_in import TRACKS
from tests.rules.kinds.etcd.newcomer import NONCE, PREFIX, find, running
from tests.rules.kinds.etcd.test_real_etcd import PLACES

TASK = next(task.content for track in TRACKS for task in track.tasks if task.content.slug == "etcd")
BLOCKS = [block.replace("{{ nonce }}", NONCE) for block in re.findall(r"```bash\n(.*?)```", TASK.text["en"], re.DOTALL)]
NOW = datetime(2026, 11, 27, tzinfo=UTC)

HELPERS = rf"""
set -em
trap 'kill $(jobs -p) 2> /dev/null || true' EXIT
until_true() {{ for try in $(seq 100); do if "$@"; then return; fi; sleep 0.1; done; false; }}
answers() {{ etcdctl get / > /dev/null 2>&1; }}
candidates() {{ etcdctl get --prefix {PREFIX}leader/ -w fields | grep -q "^.Count. : $1\$"; }}
lines() {{ [ "$(wc -l < evidence.jsonl)" -ge "$1" ]; }}
over() {{ etcdctl lease timetolive "$LEASE" | grep -q "already expired"; }}
gone() {{ ! kill -0 -- "-$1" 2> /dev/null; }}
interrupt() {{ kill -INT -- "-$1"; until_true gone "$1" || {{ echo "$DEAF"; kill -KILL -- "-$1"; exit 1; }}; }}
"""
DEAF = "etcdctl did not come back from Ctrl-C"
TRIES = 3


def typed(endpoint: str) -> str:
    """The blocks in their order. What people do with other terminals, Ctrl-C and patience is written out."""
    lines = [HELPERS]
    listings = 0
    for block in BLOCKS:
        if block.startswith("etcd "):
            continue
        if block.startswith("keep watch"):
            lines += ["kept=$(wc -l < evidence.jsonl)", f"{block.strip()} &", "until_true lines $((kept + 1))"]
            lines.append("interrupt $!")
        elif block.startswith("etcdctl elect"):
            name = block.split()[-1]
            lines += [f"{block.strip()} &", f"{name}=$!", f"until_true candidates {1 if name == 'one' else 2}"]
        elif block.startswith("keep get --prefix"):
            lines += ["interrupt $one", "until_true candidates 1"] if listings else []
            listings += 1
            lines.append(block)
        elif block.startswith("keep lease timetolive"):
            lines += ["interrupt $two", "until_true over", block]
        else:
            lines.append(block.replace("http://127.0.0.1:2379", endpoint).replace("lease grant 60", "lease grant 3"))
            lines += ["until_true answers"] if "export" in block else []
    return "\n".join(lines)


def played(place: str, tmp_path: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Once through all of it; where etcdctl was deaf, from the beginning again with another etcd, as a person would."""
    for number in range(TRIES):
        folder = tmp_path / str(number)
        folder.mkdir()
        with running(find("etcd", place), folder) as endpoint:
            shell = subprocess.run(
                ["bash", "-c", typed(endpoint)],
                cwd=folder,
                env={"PATH": f"{place}:/usr/bin:/bin", "DEAF": DEAF},
                capture_output=True,
                text=True,
                timeout=90,
                check=False,
            )
        if DEAF not in shell.stdout:
            break
    return folder, shell


@pytest.mark.parametrize("place", PLACES)
def test_the_commands_of_the_task_bring_what_its_rules_ask_for(place, tmp_path):
    folder, shell = played(place, tmp_path)
    assert shell.returncode == 0, shell.stdout + shell.stderr

    evidence = collect(raw=(folder / "evidence.jsonl").read_bytes(), nonce=NONCE, received_at=NOW)
    context = Context(now=NOW, person_id=1, opened_after=NOW, nonce=NONCE)
    judgement = judge(kind="etcd", evidence=evidence, rules=TASK.rules, context=context)
    assert judgement.primary is None, judgement.primary
