"""How evidence of each kind is handed in on a task's page. A new kind is one module here, and one entry below."""

from onboarding.curriculum.models import EvidenceKind
from onboarding.progress.handing_in.form import EvidenceForm
from onboarding.progress.handing_in.pull_request import PullRequestForm
from onboarding.progress.handing_in.quiz import QuizForm
from onboarding.progress.handing_in.release import ReleaseForm
from onboarding.progress.handing_in.uploads import EnvironmentForm, EtcdForm, KubernetesForm
from onboarding.progress.handing_in.written import WrittenForm

__all__ = ["FORMS", "EvidenceForm"]

FORMS: dict[str, type[EvidenceForm]] = {
    EvidenceKind.PULL_REQUEST: PullRequestForm,
    EvidenceKind.QUIZ: QuizForm,
    EvidenceKind.RELEASE: ReleaseForm,
    EvidenceKind.WRITTEN: WrittenForm,
    EvidenceKind.KUBERNETES: KubernetesForm,
    EvidenceKind.ETCD: EtcdForm,
    EvidenceKind.ENVIRONMENT: EnvironmentForm,
}
"""One for every kind of evidence; a test compares them."""
