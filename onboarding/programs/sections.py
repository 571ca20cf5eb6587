"""The pages with which a program is organised, in chapters, in the order in which their navigation shows them.

A page takes its place here with one line. Its address is below ``/organise/<slug>/`` and takes the slug alone; its view
is guarded by `for_organisers`, and its template extends ``programs/organise.html``.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Section:
    """``name`` and ``others``: the names of its address, and of the addresses that belong to it."""

    name: str
    label: str | Promise
    others: tuple[str, ...] = ()

    def has(self, address: str) -> bool:
        return address == self.name or address in self.others


SETTINGS = (
    Section("organise_about", _("What it is")),
    Section("organise_repositories", _("Repositories")),
    Section("organise_when", _("Dates and languages")),
    Section("organise_rules", _("Rules")),
)
"""What can be set, each on a page of its own."""

MEMBERS = Section("organise_members", _("Members"), ("organise_change_member", "organise_remove_member"))
INVITES = Section("organise_invites", _("Invite links"), ("organise_revoke_invite",))
REVIEW = Section("organise_review", _("Last look"), ("organise_publish", "organise_discard"))
STEPS = (*SETTINGS[:2], MEMBERS, INVITES, *SETTINGS[2:], REVIEW)
"""The way from nothing to a published program; the same pages as afterwards, and a last look."""


def is_of_drafts(address: str) -> bool:
    """Whether this page is of any use before a program is published."""
    return any(each.has(address) for each in STEPS)


@dataclass(frozen=True)
class Chapter:
    """Sections that belong together: one word in the navigation, and below it one for each of them.

    ``others``: the names of addresses that belong to it and to none of its sections.
    """

    label: str | Promise
    sections: tuple[Section, ...]
    others: tuple[str, ...] = ()

    def has(self, address: str) -> bool:
        return address in self.others or any(each.has(address) for each in self.sections)


CHAPTERS = (
    Chapter(_("Overview"), (Section("organise_program", _("Overview")),)),
    Chapter(
        pgettext_lazy("chapter", "People"),
        (
            Section("organise_joiners", _("Joining")),
            MEMBERS,
            Section("organise_mentors", _("Cover"), ("organise_newcomers",)),
            INVITES,
            Section("organise_import", _("Import")),
        ),
    ),
    Chapter(
        pgettext_lazy("chapter", "Tasks"),
        (Section("organise_versions", _("Task versions")), Section("reverify", _("Re-verify"), ("reverification",))),
    ),
    Chapter(
        pgettext_lazy("chapter", "Messages"),
        (
            Section("announcements", _("Announcements")),
            Section("chats", _("Chats")),
            Section("mails", _("Mails"), ("mail",)),
        ),
    ),
    Chapter(
        pgettext_lazy("chapter", "Insight"),
        (
            Section("figures", _("Figures")),
            Section("exports", _("Exports")),
            Section("audit", _("Audit trail")),
        ),
    ),
    Chapter(_("Settings"), SETTINGS, ("organise_clone", "organise_archive")),
)


def step_after(name: str) -> str:
    """The address of the step that follows this one."""
    names = [each.name for each in STEPS]
    return names[min(names.index(name) + 1, len(names) - 1)]
