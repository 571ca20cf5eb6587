"""What Prometheus reads about the work that is waiting."""

import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from prometheus_client import REGISTRY

from onboarding.config import read
from onboarding.github.budget import GRAPHQL, Budget, Spending
from onboarding.github.models import DELIVERY_TRIES, Delivery
from onboarding.monitoring import metrics
from tests.cast import enroll, make_program, make_submission
from tests.servers import site as sites
from tests.servers.launched import eventually
from tests.servers.site import free_port


def waiting() -> dict[tuple[str, str], float]:
    """Every figure by its name and label."""
    return {
        (sample.name, next(iter(sample.labels.values()))): sample.value
        for family in metrics.Waiting().collect()
        for sample in family.samples
    }


@pytest.mark.django_db
def test_submissions_that_are_due_are_counted_by_status() -> None:
    submission = make_submission(enroll(make_program()), status="queued")
    type(submission).objects.filter(pk=submission.pk).update(next_check_at=timezone.now() - timedelta(minutes=1))

    assert waiting()["waymark_submissions_due", "queued"] == 1


@pytest.mark.django_db
def test_submissions_that_are_not_due_yet_are_not_counted() -> None:
    submission = make_submission(enroll(make_program()), status="queued")
    type(submission).objects.filter(pk=submission.pk).update(next_check_at=timezone.now() + timedelta(minutes=1))

    assert ("waymark_submissions_due", "queued") not in waiting()


@pytest.mark.django_db
def test_deliveries_are_counted_by_what_became_of_them() -> None:
    now = timezone.now()
    for attempts in (0, 1, DELIVERY_TRIES):
        Delivery.objects.create(guid=str(attempts), event="ping", payload={}, received_at=now, attempts=attempts)
    Delivery.objects.create(guid="done", event="ping", payload={}, received_at=now, processed_at=now)

    figures = waiting()

    assert [figures["waymark_deliveries", outcome] for outcome in ("received", "failed", "given_up")] == [1, 1, 1]


@pytest.mark.django_db
def test_what_github_allows_is_told_by_api() -> None:
    now = timezone.now()
    Budget(settings.GITHUB.token).record(GRAPHQL, Spending(1, 5000, 4321, now + timedelta(hours=1)), now=now)

    figures = waiting()

    assert figures["waymark_github_points_left", "graphql"] == 4321
    assert ("waymark_github_points_left", "core") not in figures


def test_without_a_port_nothing_is_served() -> None:
    metrics.serve_from_web(read().config)

    assert REGISTRY.get_sample_value("waymark_deliveries", {"outcome": "received"}) is None


def test_an_address_that_is_not_ours_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a port that another worker has is passed over."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    config = read(flags={"metrics_port": str(free_port()), "metrics_host": "192.0.2.1"}).config

    with pytest.raises(OSError, match="assign requested address"):
        metrics.serve_from_web(config)


def test_a_running_site_serves_them_on_ports_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page for the web server, whichever of its workers answered; its files go when it ends."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    port = free_port()

    with sites.running(metrics_port=str(port), web_workers="2") as site:
        assert eventually(lambda: "waymark_deliveries" in read_metrics(port))
        assert eventually(lambda: "waymark_tasks_total" in read_metrics(port + 1))

        asked = ask_until_two_have_answered(site.url, tmp_path)

        assert counted(port, 'view="glossary"') == asked
    assert not list(tmp_path.glob("waymark-metrics-*"))


def read_metrics(port: int) -> str:
    """The page, or nothing while the process is not there yet."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def counted(port: int, label: str) -> float:
    """Requests with this label, as the page has them."""
    lines = [line for line in read_metrics(port).splitlines() if line.startswith("waymark_http_requests_total{")]
    return sum(float(line.rpartition(" ")[2]) for line in lines if label in line)


def ask_until_two_have_answered(url: str, folder: Path) -> int:
    """How often we asked: each time by a new connection, as another person would."""
    for asked in range(1, 500):
        urllib.request.urlopen(f"{url}/glossary/", timeout=10).close()
        if len(figures_of_workers(folder)) == 2:
            return asked
    pytest.fail("one worker answered everything")


def figures_of_workers(folder: Path) -> list[Path]:
    """The files of those processes that answered requests."""
    files = folder.glob("waymark-metrics-*/counter_*.db")
    return [file for file in files if b"waymark_http_requests_total" in file.read_bytes()]
