"""docs/configuration.md, written from the schema by `manage.py write_docs`."""

from onboarding.config.report import shown
from onboarding.config.schema import ROOT, Config
from onboarding.config.sources import FROM_FILES, KEYS, flag_name, variable_name

INTRODUCTION = """\
# Configuration

<!-- Written by `manage.py write_docs` from onboarding/config/schema.py; a test compares them. -->

Every setting has one name and four places. The first of these that says something wins:

1. a flag of `manage.py up` or `manage.py config`: `--web-port 9001`
2. an environment variable: `WAYMARK_WEB_PORT=9001` (an empty one counts as not set)
3. a YAML file, named by `--config FILE` or `WAYMARK_CONFIG`: `web_port: 9001`
4. the default

`manage.py config` shows every effective value and where it came from, with secrets masked. A name that does not exist,
a value that can't be used or a file that can't be read stops the start and is told with its place, all of it at once.

Secrets, and addresses that hold a password, can come from files of their own: put `_file` behind the key, as in
`WAYMARK_GITHUB_TOKEN_FILE=/run/secrets/token`. They are marked with \N{BLACK SMALL SQUARE} below.

Environment variables that Kubernetes injects for Services (`WAYMARK_WEB_PORT=tcp://…`, `WAYMARK_WEB_SERVICE_HOST`, …)
are ignored. Relative folders start at the folder in which the command is run.

| Key | Flag | Environment | Default | What it is for |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    return INTRODUCTION + "".join(f"{_row(key)}\n" for key in KEYS)


def _row(key: str) -> str:
    field = Config.model_fields[key]
    default = field.get_default(call_default_factory=True)
    plain = shown(default).replace(f"{ROOT}/", "") if default is not None else ""
    mark = " \N{BLACK SMALL SQUARE}" if key in FROM_FILES else ""
    cells = (
        f"`{key}`{mark}",
        f"`{flag_name(key)}`",
        f"`{variable_name(key)}`",
        f"`{plain}`" if plain else "",
        (field.description or "").replace("<", "&lt;"),
    )
    return f"| {' | '.join(cells)} |"
