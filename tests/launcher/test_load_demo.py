"""The command that loads the demo."""

from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from onboarding.github.connection import simulator as connection_to
from onboarding.github.simulator.server import running
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo_site(settings, tmp_path):
    with running() as spare:
        port = urlsplit(spare.base_url).port
    changes = {"data_dir": tmp_path, "simulator_port": port, "demo": True}
    settings.WAYMARK = settings.WAYMARK.model_copy(update=changes)
    settings.GITHUB = connection_to(port=port)


def test_it_loads_once_and_leaves_a_world_for_the_simulator(capsys, tmp_path):
    call_command("load_demo")
    before = (tmp_path / "simulator.json").read_bytes()
    call_command("load_demo")

    said = capsys.readouterr().out.splitlines()
    assert said == ["The demo program is there: 13 newcomers.", "The demo program is there already."]
    assert Enrollment.objects.count() == 13
    assert (tmp_path / "simulator.json").read_bytes() == before


def test_it_is_refused_where_demo_is_off(settings):
    settings.WAYMARK = settings.WAYMARK.model_copy(update={"demo": False})

    with pytest.raises(CommandError, match="demo is off"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_it_says_so_when_the_simulator_runs_already(settings):
    with running(port=settings.WAYMARK.simulator_port), pytest.raises(CommandError, match="stop it first"):
        call_command("load_demo")
    assert not Program.objects.exists()
