"""Drawings on their way to becoming the plan of a floor."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.formats import format_day
from multifactory.lib.forms import add_errors
from spaces.drafts.forms import ChooseForm, NewSpacesForm, PlanUploadForm, PublishForm
from spaces.drafts.models import PlanDraft
from spaces.drafts.plan_preview import preview_plan
from spaces.drafts.services import create_spaces, delete_draft, publish_plan, save_draft, update_draft


@admin.register(PlanDraft)
class PlanDraftAdmin(CoordinatorAdmin):
    """Adding one is sending in a drawing; its page shows what was found, and publishes it."""

    form = PlanUploadForm
    fields = ["floor", "file"]
    list_display = ["floor", "file_name", "uploaded_by", "uploaded_at", "is_published"]
    list_filter = ["floor__building"]
    list_select_related = ["floor__building", "uploaded_by"]
    add_form_template = "admin/spaces/plandraft/add_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PlanDraft]:
        drafts = super().get_queryset(request).select_related("floor__building", "uploaded_by")
        is_list = getattr(request.resolver_match, "url_name", "").endswith("changelist")
        return drafts.defer("found") if is_list else drafts  # up to a megabyte each

    @admin.display(description=_("published"), boolean=True)
    def is_published(self, draft: PlanDraft) -> bool:
        return draft.plan_id is not None

    def save_model(self, request: HttpRequest, obj: PlanDraft, form: Any, change: bool) -> None:
        sheet = form.cleaned_data["file"]
        kept = save_draft(obj.floor, sheet=sheet, file_name=form.file_name, by=request_user(request))
        obj.pk = kept.pk
        obj.refresh_from_db()

    def response_add(
        self, request: HttpRequest, obj: PlanDraft, post_url_continue: Any = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:spaces_plandraft_change", args=[obj.pk]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        draft = self.get_object(request, unquote(object_id))
        if draft is None:
            return super().change_view(request, object_id, form_url)  # says that there is none
        if not self.has_change_permission(request, draft):
            raise PermissionDenied
        if draft.plan_id is not None:
            if request.method == "POST":
                messages.info(request, gettext("This drawing has already been published: this is its plan."))
            return HttpResponseRedirect(reverse("admin:spaces_floorplan_change", args=[draft.plan_id]))
        return _DraftPage(self, request, draft).response()


class _DraftPage:
    """Make spaces, choose shapes, publish, throw away. What is refused comes back with the reason."""

    def __init__(self, model_admin: PlanDraftAdmin, request: HttpRequest, draft: PlanDraft) -> None:
        self.model_admin, self.request, self.draft = model_admin, request, draft
        self.publish = PublishForm(
            self._sent("publish"), initial={"revision": draft.revision}, auto_id="publish_%s"
        )
        day = self.publish.cleaned_data.get("valid_from") if self.publish.is_valid() else None
        self.view = preview_plan(draft, day or timezone.localdate())
        self.choose = ChooseForm(self._sent("choose"), view=self.view, auto_id="choose_%s")
        self.make = NewSpacesForm(self._sent("make"), view=self.view, auto_id="make_%s")

    def _sent(self, button: str) -> QueryDict | None:
        """What this one of the forms on the page sent; ids differ, as all of them stand on one page."""
        return self.request.POST if button in self.request.POST else None

    def response(self) -> HttpResponse:
        for name, form, do in (
            ("make", self.make, self._make),
            ("choose", self.choose, self._choose),
            ("publish", self.publish, self._publish),
            ("discard", None, self._discard),
        ):
            if name in self.request.POST and (form is None or form.is_valid()):
                try:
                    return HttpResponseRedirect(do())
                except ValidationError as error:
                    self._refused(form, error)
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": gettext("Plan of %(floor)s") % {"floor": self.draft.floor},
            "opts": self.model_admin.opts,
            "original": self.draft,
            "view": self.view,
            "make": self.make,
            "choose": self.choose,
            "publish": self.publish,
        }
        return TemplateResponse(self.request, "admin/spaces/plandraft/draft.html", context)

    def _refused(self, form: Any, error: ValidationError) -> None:
        if form is not None:
            add_errors(form, error)
        else:
            messages.error(self.request, " ".join(error.messages))

    def _make(self) -> str:
        cleaned = self.make.cleaned_data
        wide, revision = float(cleaned["wide"]), cleaned["revision"]
        made = create_spaces(self.draft, new=self.make.new, wide=wide, revision=revision)
        for space in made:
            self.model_admin.log_addition(self.request, space, gettext("Created from the drawing."))
        text = ngettext("%(number)d space created.", "%(number)d spaces created.", len(made))
        messages.success(self.request, text % {"number": len(made)})
        return self.request.path

    def _choose(self) -> str:
        revision = self.choose.cleaned_data["revision"]
        update_draft(self.draft, chosen=self.choose.chosen, revision=revision)
        messages.success(self.request, gettext("Your choice of shapes has been saved."))
        return self.request.path

    def _publish(self) -> str:
        plan = publish_plan(self.draft, by=request_user(self.request), **self.publish.cleaned_data)
        self.model_admin.log_change(self.request, self.draft, gettext("Published."))
        values = {"floor": plan.floor, "day": format_day(plan.valid_from)}
        messages.success(self.request, gettext("The plan of %(floor)s is valid from %(day)s.") % values)
        return reverse("admin:spaces_floorplan_change", args=[plan.pk])

    def _discard(self) -> str:
        revision = self.request.POST.get("revision", "")
        delete_draft(self.draft, revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0)
        messages.success(
            self.request, gettext("The drawing has been deleted. The current plan stays in force.")
        )
        return reverse("admin:spaces_plandraft_changelist")
