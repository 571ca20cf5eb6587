"""Tests that can't run say so."""

import pytest

from tests.honesty import cannot_run


def test_a_test_that_cannot_run_is_left_out_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "")

    with pytest.raises(pytest.skip.Exception, match="no browser"):
        cannot_run("no browser")


def test_in_continuous_integration_that_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="could not run here: no browser"):
        cannot_run("no browser")
