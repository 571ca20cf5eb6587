"""Who must be told, as a source says it: the newcomer, whoever mentors them, whoever runs the program."""

from onboarding.programs.models import Enrollment, Membership


def mentors_of(enrollment: Enrollment) -> set[int]:
    """Their mentor; while they have none, everybody who helps to run the program."""
    if enrollment.mentor_id is not None:
        return {enrollment.mentor_id}
    return set(Membership.objects.filter(program=enrollment.program_id).values_list("user", flat=True))


def organisers_of(program_id: int) -> set[int]:
    organisers = Membership.objects.filter(program=program_id, role=Membership.Role.ORGANISER)
    return set(organisers.values_list("user", flat=True))
