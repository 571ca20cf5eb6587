"""What operators may want to watch."""

from prometheus_client import Counter

WEBHOOKS_REFUSED = Counter("waymark_webhooks_refused_total", "Webhooks whose signature was missing or wrong")

POINTS_SPENT = Counter(
    "waymark_github_points_total",
    "What GitHub counted for our questions: points (GraphQL), requests (REST)",
    ("question",),
)
