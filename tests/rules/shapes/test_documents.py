"""The documented shapes: true of real evidence, complete, and the same as the pages in docs/evidence/."""

import jsonschema_rs
import pytest

from onboarding.config import ROOT
from onboarding.rules.facts import with_facts
from onboarding.rules.shapes import SHAPES
from onboarding.rules.shapes.documents import document
from tests.mirror import commit, pull_request_evidence
from tests.rules.world import context

EXAMPLES = [
    pull_request_evidence(),
    pull_request_evidence(state="merged"),
    pull_request_evidence(state="closed", author=None),
    pull_request_evidence(commits=[commit("oops"), commit("feat：x")]),
]


def closed(schema):
    """The same shape, but nothing may be there that it doesn't name."""
    if "properties" in schema:
        properties = {name: closed(inner) for name, inner in schema["properties"].items()}
        return {**schema, "properties": properties, "additionalProperties": False}
    return {**schema, "items": closed(schema["items"])} if "items" in schema else schema


@pytest.mark.parametrize("evidence", EXAMPLES)
def test_evidence_with_its_facts_has_exactly_the_documented_shape(evidence):
    full = with_facts(kind="pull_request", evidence=evidence, context=context())

    jsonschema_rs.validate(closed(SHAPES["pull_request"]), full)


@pytest.mark.parametrize("kind", SHAPES)
def test_the_page_of_each_kind_is_what_the_code_says(kind):
    page = ROOT / "docs" / "evidence" / f"{kind}.md"

    assert page.read_text(encoding="utf-8") == document(kind), "run `manage.py write_docs`"


def test_no_page_is_left_over():
    assert {page.stem for page in (ROOT / "docs" / "evidence").glob("*.md")} == set(SHAPES)


def test_a_page_names_fields_at_every_depth():
    page = document("pull_request")

    assert "| `commits[].facts.conventional.problem` | text |" in page
    assert "| `pull_request.merged_at` | text, or null |" in page
    assert "One of `open`, `closed`, `merged`." in page
