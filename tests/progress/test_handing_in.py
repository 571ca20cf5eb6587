"""How evidence is handed in: a form for each kind that a task may ask for."""

from django.template.loader import get_template

from onboarding.curriculum.models import EvidenceKind
from onboarding.progress.handing_in import FORMS


def test_there_is_a_form_for_every_kind_of_evidence():
    assert set(FORMS) == set(EvidenceKind)


def test_every_form_has_its_piece_of_the_page():
    assert all(get_template(form.fragment) for form in FORMS.values())
