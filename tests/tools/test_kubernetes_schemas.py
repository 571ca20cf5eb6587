"""The schemas that we ship are still those of the package they were cut from, lax and strict."""

import json

from onboarding.rules.kinds.kubernetes.schemas import closed
from tools import kubernetes_schemas


def test_the_shipped_file_is_what_the_command_writes():
    written = kubernetes_schemas.written(kubernetes_schemas.definitions())

    assert kubernetes_schemas.TARGET.read_text() == written, "run `python -m tools.kubernetes_schemas`"


def test_closing_the_lax_schemas_gives_the_strict_ones():
    shipped = json.loads(kubernetes_schemas.TARGET.read_text())

    strict = kubernetes_schemas.definitions(strict=True)

    assert {name: closed(schema) for name, schema in shipped.items()} == strict
