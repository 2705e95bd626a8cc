"""Writing the agenda of a draft: items come, go and change places."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, ProtectedError
from django.utils.translation import gettext as _

from governance.assemblies.calling.rules import renumbered
from governance.attendance.models import AgendaItem, Assembly
from governance.attendance.transitions import lock_assembly

MOST_ITEMS = 50
AWAY = 10_000  # where items stand while others take their numbers


def _lock_draft(assembly: Assembly) -> None:
    lock_assembly(assembly)
    if assembly.state != Assembly.State.DRAFT:
        raise ValidationError(
            _("The notice has been sent: another agenda needs another notice."), code="state"
        )


@transaction.atomic
def add_item(assembly: Assembly, **fields: Any) -> AgendaItem:
    """At the end. A proposal that is on this agenda already is refused beside its field."""
    _lock_draft(assembly)
    proposal = fields.get("proposal")
    if proposal and assembly.items.filter(proposal=proposal).exists():
        raise ValidationError({"proposal": _("It is already on this agenda.")})
    last = assembly.items.aggregate(last=Max("position"))["last"] or 0
    if assembly.items.count() >= MOST_ITEMS:
        raise ValidationError(_("An agenda has at most %(most)s items.") % {"most": MOST_ITEMS})
    return AgendaItem.objects.create(assembly=assembly, position=last + 1, **fields)


@transaction.atomic
def remove_item(item: AgendaItem) -> None:
    """Gone already: changes nothing."""
    _lock_draft(item.assembly)
    item.assembly.items.filter(pk=item.pk).delete()
    _renumber(item.assembly, {})


@transaction.atomic
def move_items(assembly: Assembly, numbers: Mapping[int, int]) -> None:
    """By the numbers people gave, in steps of one; an item without one keeps its own."""
    _lock_draft(assembly)
    _renumber(assembly, numbers)


def _renumber(assembly: Assembly, numbers: Mapping[int, int]) -> None:
    items = list(assembly.items.order_by("position"))
    # Half a step ahead: an item that is given another's number comes before it when it moves up, behind it
    # when it moves down.
    wanted = [(item.pk, _rank(item, numbers)) for item in items]
    order = renumbered(wanted)
    assembly.items.update(position=F("position") + AWAY)
    for position, key in enumerate(order, start=1):
        assembly.items.filter(pk=key).update(position=position)


def _rank(item: AgendaItem, numbers: Mapping[int, int]) -> int:
    number = numbers.get(item.pk, item.position)
    if number == item.position:
        return 2 * number
    return 2 * number - 1 if number < item.position else 2 * number + 1


@transaction.atomic
def edit_item(form: Any) -> AgendaItem:
    """Of a valid stamped form, unless somebody was faster; its place stays."""
    item = form.instance
    draft = Assembly.objects.get(pk=item.assembly_id)
    _lock_draft(draft)
    form.ensure_unchanged()
    proposal = form.cleaned_data["proposal"]
    if proposal and draft.items.filter(proposal=proposal).exclude(pk=item.pk).exists():
        raise ValidationError({"proposal": _("It is already on this agenda.")})
    values = form.values()
    for name, value in values.items():
        setattr(item, name, value)
    item.save(update_fields=list(values))
    return item


@transaction.atomic
def delete_draft(assembly: Assembly) -> None:
    """A draft leaves nothing behind."""
    _lock_draft(assembly)
    assembly.items.all().delete()
    try:
        Assembly.objects.filter(pk=assembly.pk).delete()
    except ProtectedError as error:
        text = _("Something refers to this draft, such as a petition: it cannot be deleted.")
        raise ValidationError(text, code="protected") from error
