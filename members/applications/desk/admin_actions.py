"""What the back-office asks before it takes an application up, asks for more, opens it or writes reasons."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.applications import transitions as steps
from members.applications.desk.forms import ReasonsForm, RequestForm
from members.applications.desk.services import ask_for_information, open_to_members, take_up
from members.applications.models import Application
from members.applications.services import write_reasons
from members.applications.transitions import Transition
from multifactory.lib.admin_actions import Change, ConfirmedAction
from multifactory.lib.formats import format_day


def application_facts(application: Application) -> list[tuple[str, str]]:
    days = (application.submitted_on, application.due_on)
    facts = [
        (_("Company"), application.name),
        (_("Who writes"), f"{application.person}, {application.email}"),
        (_("What it does"), application.line),
        (_("State"), application.get_state_display()),
        *zip(
            (_("Submitted on"), _("To be decided by")),
            [format_day(day) if day else "" for day in days],
            strict=True,
        ),
    ]
    return [fact for fact in facts if fact[1]]


class ApplicationAction(ConfirmedAction):
    """One step of one application, as the table of transitions says."""

    transition: Transition

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Application]:
        return Application.objects.for_page()

    def refusal(self) -> str:
        return "" if self.transition.is_possible(self.row) else str(self.transition.refusal)

    def facts(self) -> list[tuple[str, str]]:
        return application_facts(self.row)

    def changes(self, form: Any) -> list[Change]:
        target = Application.State(self.transition.target).label
        return [(_("State"), self.row.get_state_display(), str(target))]


class TakeUp(ApplicationAction):
    name, description = "take_up", gettext_lazy("Start checking")
    button = gettext_lazy("Start checking")
    transition = steps.TAKE_UP

    @property
    def title(self) -> str:
        return _("Start checking the application of %(name)s") % {"name": self.row}

    def carry_out(self, form: Any) -> str:
        take_up(self.row, by=self.by)
        return str(steps.TAKE_UP.done)


class AskForInformation(ApplicationAction):
    name, description = "ask", gettext_lazy("Ask for information")
    button = gettext_lazy("Ask the applicant")
    form_class = RequestForm
    transition = steps.ASK

    @property
    def title(self) -> str:
        return _("Ask %(name)s for information") % {"name": self.row}

    def changes(self, form: RequestForm) -> list[Change]:
        return [*super().changes(form), (_("E-mail to the applicant"), "", form.cleaned_data["text"])]

    def carry_out(self, form: RequestForm) -> str:
        ask_for_information(self.row, text=form.cleaned_data["text"], by=self.by)
        return str(steps.ASK.done)


class OpenToMembers(ApplicationAction):
    name, description = "open", gettext_lazy("Open to all members")
    button = gettext_lazy("Open to all members")
    transition = steps.OPEN

    @property
    def title(self) -> str:
        return _("Open the application of %(name)s to all members") % {"name": self.row}

    def changes(self, form: Any) -> list[Change]:
        first = timezone.localdate() + timedelta(days=self.row.open_days or 0)
        return [*super().changes(form), (_("Can be put to the vote from"), "", format_day(first))]

    def carry_out(self, form: Any) -> str:
        open_to_members(self.row, by=self.by)
        return str(steps.OPEN.done)


class WriteReasons(ApplicationAction):
    name, description = "write_reasons", gettext_lazy("Write the reasons")
    button = gettext_lazy("Send the reasons to the applicant")
    form_class = ReasonsForm
    transition = steps.REFUSE

    @property
    def title(self) -> str:
        return _("Why %(name)s was not accepted") % {"name": self.row}

    def changes(self, form: ReasonsForm) -> list[Change]:
        return [*super().changes(form), (_("Reasons"), "", form.cleaned_data["reasons"])]

    def carry_out(self, form: ReasonsForm) -> str:
        write_reasons(self.row, reasons=form.cleaned_data["reasons"], by=self.by)
        return str(steps.REFUSE.done)
