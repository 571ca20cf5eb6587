"""Who must be told, as a source says it: the newcomer, whoever mentors them, whoever runs the program."""

from datetime import datetime

from onboarding.programs.models import Cover, Enrollment, Membership


def mentors_of(enrollment: Enrollment, at: datetime) -> set[int]:
    """Their mentor, or whoever covers at this instant; while they have none, everybody who helps to run the program."""
    if enrollment.mentor_id is not None:
        absent = {"absence__user": enrollment.mentor_id, "absence__program": enrollment.program_id}
        covering = Cover.objects.running(at).filter(mentor__isnull=False, **absent)
        return {key for key in covering.values_list("mentor", flat=True) if key} or {enrollment.mentor_id}
    return set(Membership.objects.filter(program=enrollment.program_id).values_list("user", flat=True))


def organisers_of(program_id: int) -> set[int]:
    organisers = Membership.objects.filter(program=program_id, role=Membership.Role.ORGANISER)
    return set(organisers.values_list("user", flat=True))
