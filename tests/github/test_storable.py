"""What databases cannot take."""

from onboarding.github.storable import storable


def test_it_replaces_what_no_database_takes_however_deep() -> None:
    odd = {"a\x00": ["x\ud800", {"b": "\x00"}], "fine": "中文 🎉", "number": 1, "nothing": None}

    assert storable(odd) == {
        "a\ufffd": ["x\ufffd", {"b": "\ufffd"}],
        "fine": "中文 🎉",
        "number": 1,
        "nothing": None,
    }
