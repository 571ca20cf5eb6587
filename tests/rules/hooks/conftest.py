"""Repositories of Ada's."""

import shutil
from dataclasses import replace

import pytest

from tests.rules.hooks import repository


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Made once: beginning a repository takes git longer than copying one."""
    return repository.make(tmp_path_factory.mktemp("template") / "clone").folder


@pytest.fixture
def clone(template, tmp_path):
    """Her clone without hooks."""
    shutil.copytree(template, tmp_path / "clone", symlinks=True)
    return repository.Repository(tmp_path / "clone")


@pytest.fixture
def ada(clone):
    """Her clone with the hooks, and on a branch of her own."""
    repository.put_hooks(clone)
    clone.git("switch", "--quiet", "-c", "topic")
    return clone


@pytest.fixture
def in_chinese(ada):
    return replace(ada, language="zh_CN.UTF-8")
