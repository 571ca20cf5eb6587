"""The documented shape of each evidence kind, as JSON Schema. Its top-level fields are the variables of its rules."""

from onboarding.rules.shapes.environment import ENVIRONMENT
from onboarding.rules.shapes.etcd import ETCD
from onboarding.rules.shapes.kubernetes import KUBERNETES
from onboarding.rules.shapes.pull_request import PULL_REQUEST
from onboarding.rules.shapes.quiz import QUIZ
from onboarding.rules.shapes.release import RELEASE
from onboarding.rules.shapes.schema import Schema
from onboarding.rules.shapes.written import WRITTEN

SHAPES: dict[str, Schema] = {
    "environment": ENVIRONMENT,
    "etcd": ETCD,
    "kubernetes": KUBERNETES,
    "pull_request": PULL_REQUEST,
    "quiz": QUIZ,
    "release": RELEASE,
    "written": WRITTEN,
}
