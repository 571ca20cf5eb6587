"""Programs in the admin, for organisers: each sees the programs they organise, administrators see all.

Verbs that move trails are wired at the composition root, which hands them over when it registers these classes.
"""

from onboarding.people.admin_site import WaymarkAdminSite
from onboarding.programs.admin.enrollments import EnrollmentAdmin
from onboarding.programs.admin.programs import ProgramAdmin
from onboarding.programs.admin.verbs import Verbs
from onboarding.programs.models import Enrollment, Program

__all__ = ["Verbs", "register"]


def register(site: WaymarkAdminSite, verbs: Verbs) -> None:
    """Put programs and enrollments on this admin site, with these verbs."""
    site.register(Program, type("WiredProgramAdmin", (ProgramAdmin,), {"verbs": verbs}))
    site.register(Enrollment, type("WiredEnrollmentAdmin", (EnrollmentAdmin,), {"verbs": verbs}))
