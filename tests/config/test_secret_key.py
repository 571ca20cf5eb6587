"""The key that signs sessions."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onboarding.config import Config, ConfigError, read
from onboarding.config.secret_key import FILE, secret_key


def config(folder: Path, **values: str) -> Config:
    return read(flags={"data_dir": str(folder), **values}).config


def test_a_configured_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert secret_key(config(tmp_path, secret_key="given")) == "given"
    assert not list(tmp_path.iterdir())


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    key = secret_key(config(tmp_path / "new"))

    assert secret_key(config(tmp_path / "new")) == key
    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / "new" / FILE).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == [FILE]


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(config(tmp_path)), range(24)))

    assert len(keys) == 1


def test_a_data_folder_that_cannot_be_made_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match="Expected a folder that this user can write to"):
        secret_key(config(tmp_path / "file" / "var"))
