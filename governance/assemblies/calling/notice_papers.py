"""The papers of an assembly: the text of each item and its attachments, by their hashes.

The mail of the notice says them, the notice keeps them, and the record of a round has the same ones: whoever
changes a paper in between is found out by three.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.assemblies.calling.models import AssemblyChange
from governance.attendance.models import AgendaItem
from governance.proposals.models import ProposalVersion
from governance.voting.record import digest

Paper = dict[str, Any]


def text_hash(title: str, text: str) -> str:
    """SHA-256 over canonical {title, text}, as `governance.voting.record` writes JSON."""
    return digest({"title": title, "text": text})


def papers_of(items: Iterable[AgendaItem]) -> list[Paper]:
    """One an item, in order: what is read out of it, and the SHA-256 of each file. Items from `for_page`."""
    return [_paper(item) for item in items]


def _paper(item: AgendaItem) -> Paper:
    proposal = item.proposal
    if proposal is None:
        return {"position": item.position, "sha256": text_hash(item.title, item.text), "attachments": []}
    files = [{"name": one.name, "sha256": one.sha256} for one in proposal.attachments.all()]
    return {
        "position": item.position,
        "proposal": proposal.pk,
        "sha256": text_hash(proposal.title, proposal.text),
        "attachments": files,
    }


def ensure_as_called(item: AgendaItem) -> None:
    """Raise where the item is not on the notice, or its papers are not those the notice went out with.

    To be asked under the rows of the assembly and the proposal, before a round opens.
    """
    notice = AssemblyChange.objects.filter(assembly=item.assembly_id, kind=AssemblyChange.Kind.NOTICE).first()
    called = {paper["position"]: paper for paper in notice.after["papers"]} if notice else {}
    if item.position not in called:
        raise ValidationError(_("This is not on the notice: it cannot be voted on."), code="not_on_notice")
    fresh = AgendaItem.objects.for_page().get(pk=item.pk)
    if _paper(fresh) != called[item.position] or _is_rewritten(fresh):
        text = _(
            "The text or an attachment is not the one that the notice went out with: nobody votes on it."
        )
        raise ValidationError(text, code="papers")


def _is_rewritten(item: AgendaItem) -> bool:
    """The version that a round would vote on says something else than the proposal does."""
    if item.proposal is None:
        return False
    latest = ProposalVersion.objects.filter(proposal=item.proposal).latest("number")
    return (latest.title, latest.text) != (item.proposal.title, item.proposal.text)
