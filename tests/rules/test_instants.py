"""Instants as evidence writes them."""

from datetime import UTC, datetime

import pytest

from onboarding.rules import instants


@pytest.mark.parametrize("text", ["2026-11-23T07:16:25Z", "2026-11-23T15:16:25+08:00", "2026-11-23T07:16:25.000000Z"])
def test_an_instant_is_read_in_utc(text):
    assert instants.parse(text) == datetime(2026, 11, 23, 7, 16, 25, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-23T07:16:25", "0001-01-01T00:00:00+14:00", 5, None])
def test_anything_else_is_no_instant(text):
    assert instants.parse(text) is None


def test_an_instant_is_written_as_it_is_read():
    assert instants.written(datetime(2026, 11, 23, 7, 16, 25, 999, tzinfo=UTC)) == "2026-11-23T07:16:25Z"
