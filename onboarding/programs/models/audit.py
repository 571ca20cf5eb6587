"""The audit trail's own rows: what somebody did that no other row tells of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Task
from onboarding.programs.models.programs import Program


class Verb(models.TextChoices):
    """What can be done. A new one is a new line here, and no migration but for those of questions."""

    CREATED = "created", _("set the program up")
    SETTINGS = "settings", _("changed the settings")
    REPOSITORIES_ADDED = "repositories-added", _("took repositories in")
    REPOSITORIES_REMOVED = "repositories-removed", _("took repositories out")
    ADOPTED = "adopted", _("adopted new versions")
    ARCHIVED = "archived", _("archived the program")
    REOPENED = "reopened", _("opened the program again")
    MEMBER_ADDED = "member-added", _("made somebody a member")
    MEMBER_CHANGED = "member-changed", _("changed a member")
    MEMBER_REMOVED = "member-removed", _("removed a member")
    INVITED = "invited", _("made an invite link")
    INVITE_REVOKED = "invite-revoked", _("revoked an invite link")
    ASKED = "asked", _("asked to join")
    JOINED = "joined", _("joined")
    LET_IN = "let-in", _("let somebody in")
    TURNED_DOWN = "turned-down", _("turned somebody down")
    LEFT = "left", _("left")
    PAUSED = "paused", _("paused")
    RESUMED = "resumed", _("went on")
    MENTOR_GIVEN = "mentor-given", _("gave somebody a mentor")
    IMPORTED = "imported", _("imported people")
    ANNOUNCED = "announced", _("announced something")
    CHAT_ADDED = "chat-added", _("added a chat")
    CHAT_CHOSEN = "chat-chosen", _("chose what is said in chats")
    CHAT_REMOVED = "chat-removed", _("took a chat away")
    EXPORTED = "exported", _("exported data")
    REVERIFIED = "reverified", _("re-verified a task for all")
    QUESTION_ACCEPTED = "question-accepted", _("accepted an answer, which settles the question")
    QUESTION_SETTLED = "question-settled", _("settled a question")
    QUESTION_REOPENED = "question-reopened", _("opened a settled question again")
    QUESTION_PROMOTED = "question-promoted", _("put a question among the task’s frequent ones")
    QUESTION_REMOVED = "question-removed", _("took a question out of the task’s frequent ones")


OF_QUESTIONS = (
    Verb.QUESTION_ACCEPTED,
    Verb.QUESTION_SETTLED,
    Verb.QUESTION_REOPENED,
    Verb.QUESTION_PROMOTED,
    Verb.QUESTION_REMOVED,
)
"""They have an index of their own, for few of a program's entries are theirs."""


class AuditEntry(models.Model):
    """Somebody did something in a program. Ids only; ``actor`` is None where the site did it by itself.

    ``person`` is whom it was about, ``task`` what; ``facts`` holds numbers and words of the code, never people's texts.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="audit", verbose_name=_("program"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("actor")
    )
    verb = models.CharField(_("verb"), max_length=30)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("task"))
    facts = models.JSONField(_("facts"), default=dict)
    at = models.DateTimeField(_("at"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    class Meta:
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("entries of the audit trail")
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=("program", "-at", "-id"), name="audit_latest"),
            models.Index(
                fields=("program", "-at", "-id"), condition=Q(verb__in=OF_QUESTIONS), name="audit_of_questions"
            ),
            models.Index(fields=("id",), condition=Q(announced_at=None, verb="asked"), name="audit_unannounced"),
        )

    def __str__(self) -> str:
        return f"{self.verb} in {self.program}"
