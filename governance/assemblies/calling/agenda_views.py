"""The agenda of a draft: its items, and the numbers that move them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.assemblies.calling.agenda import add_item, edit_item, move_items, remove_item
from governance.assemblies.calling.forms import AgendaItemForm, AgendaOrderForm
from governance.assemblies.calling.views import get_draft
from governance.attendance.models import AgendaItem
from members.people.http import MemberRequest, insider_required
from multifactory.lib.forms import add_errors, post_data


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_agenda(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if request.method != "POST" and draft.number:
        return redirect(draft)
    items = list(draft.items.select_related("proposal").order_by("position"))
    form = AgendaOrderForm(post_data(request), items=items)
    if request.method == "POST" and form.is_valid():
        try:
            move_items(draft, form.numbers())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The order is saved."))
            return redirect("governance:assembly_agenda", draft.pk)
    rows = [(item, form[f"item-{item.pk}"]) for item in items]
    context = {"assembly": draft, "form": form, "rows": rows}
    return render(request, "governance/assemblies/agenda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def agenda_item_new(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if request.method != "POST" and draft.number:
        return redirect(draft)
    form = AgendaItemForm(post_data(request), initial={"proposal": request.GET.get("proposal")})
    if request.method == "POST" and form.is_valid():
        try:
            add_item(draft, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("It is on the agenda."))
            return redirect("governance:assembly_agenda", draft.pk)
    context = {"assembly": draft, "form": form, "item": None}
    return render(request, "governance/assemblies/agenda_item_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def agenda_item_edit(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if request.method != "POST" and draft.number:
        return redirect(draft)
    row = get_object_or_404(
        AgendaItem.objects.select_related("assembly", "proposal"), pk=item, assembly=draft
    )
    form = AgendaItemForm(post_data(request), instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            edit_item(form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Item saved."))
            return redirect("governance:assembly_agenda", draft.pk)
    context = {"assembly": draft, "form": form, "item": row}
    return render(request, "governance/assemblies/agenda_item_form.html", context)


@require_POST
@insider_required
def agenda_item_delete(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    draft = get_draft(request, pk)
    row = get_object_or_404(AgendaItem.objects.select_related("assembly"), pk=item, assembly=draft)
    try:
        remove_item(row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(draft)
    messages.success(request, _("It is no longer on the agenda."))
    return redirect("governance:assembly_agenda", draft.pk)
