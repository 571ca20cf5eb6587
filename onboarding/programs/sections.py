"""The pages with which a program is organised, in the order in which their navigation shows them.

A page takes its place here with one line. Its address is below ``/organise/<slug>/`` and takes the slug alone; its view
is guarded by `for_organisers`, and its template extends ``programs/organise.html``.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """``name`` and ``others``: the names of its address, and of the addresses that belong to it."""

    name: str
    label: str | Promise
    others: tuple[str, ...] = ()

    def has(self, address: str) -> bool:
        return address == self.name or address in self.others


SECTIONS = (Section("organise_program", _("Overview")),)
