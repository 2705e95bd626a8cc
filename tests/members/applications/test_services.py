"""What a proposal does to an application."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.applications.models import Application
from members.applications.part_models import ApplicationStep
from members.applications.services import (
    accept,
    appeal,
    mark_proposed,
    reopen,
    turn_down,
    write_reasons,
)
from members.hooks import application_appeals
from tests.factories.applications import ApplicationFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.members.helpers import refusal

pytestmark = pytest.mark.django_db

State = Application.State


def ripe(**values) -> Application:
    """Its open days are over."""
    today = timezone.localdate()
    return ApplicationFactory(
        opened=True, submitted_on=today - timedelta(days=20), open_until=today, **values
    )


def test_an_application_is_proposed_from_its_day_on_and_once():
    application, by = ripe(), UserFactory()
    mark_proposed(application, by=by)
    step = ApplicationStep.objects.get()
    assert (application.state, step.state, step.by) == (State.PROPOSED, State.PROPOSED, by)
    with pytest.raises(ValidationError) as error:
        mark_proposed(application, by=by)
    assert error.value.code == "state"


def test_an_application_is_not_proposed_before_its_open_days_are_over(time_machine):
    application = ApplicationFactory(
        opened=True, submitted_on=date(2027, 3, 12), opened_on=date(2027, 3, 20), open_until=date(2027, 4, 3)
    )
    time_machine.move_to("2027-04-02T12:00:00+02:00", tick=False)
    with pytest.raises(ValidationError) as error:
        mark_proposed(application, by=UserFactory())
    assert error.value.code == "open_days"
    time_machine.move_to("2027-04-03T00:30:00+02:00", tick=False)
    mark_proposed(application, by=UserFactory())
    assert application.state == State.PROPOSED


def test_withdrawn_by_its_proposer_it_is_open_again():
    application = ApplicationFactory(proposed=True)
    assert reopen(application)
    assert (application.state, application.closed_on) == (State.OPEN, None)


def test_without_the_proposal_of_an_appeal_the_refusal_stands_and_the_applicant_is_told(mailoutbox):
    today = timezone.localdate()
    application = ApplicationFactory(
        proposed=True, told_on=today, appeal_until=today, appealed_on=today, reasons="Five already."
    )
    assert reopen(application)
    assert (application.state, application.reasons) == (State.REFUSED, "Five already.")
    [told] = mailoutbox
    assert (told.to, "without a decision" in told.subject) == ([application.email], True)


def test_an_annulled_refusal_opens_the_application_again():
    application = ApplicationFactory(refused=True)
    assert reopen(application)
    assert (application.state, application.reasons, application.told_on) == (State.OPEN, "", None)


def test_what_the_applicant_has_withdrawn_is_neither_reopened_nor_turned_down_nor_accepted():
    application = ApplicationFactory(opened=True, state=State.WITHDRAWN, closed_on=timezone.localdate())
    assert [reopen(application), turn_down(application)] == [False, False]
    with pytest.raises(ValidationError):
        accept(application, company=CompanyFactory())
    assert application.state == State.WITHDRAWN


def test_accepted_it_is_a_company():
    application, company = ApplicationFactory(proposed=True), CompanyFactory()
    accept(application, company=company)
    application.refresh_from_db()
    assert (application.state, application.company, application.closed_on) == (
        State.ACCEPTED,
        company,
        timezone.localdate(),
    )


def test_a_refusal_without_reasons_is_not_sent_and_stays_on_the_desk(mailoutbox):
    application = ApplicationFactory(proposed=True)
    turn_down(application)
    assert mailoutbox == []
    assert refusal(write_reasons, application, reasons=" \n", by=UserFactory()) == (
        "Write the reasons: the applicant will read them."
    )
    assert (application.state, mailoutbox) == (State.TURNED_DOWN, [])


def test_told_on_20_may_an_appeal_is_possible_until_19_july(time_machine):
    time_machine.move_to("2027-05-20T12:00:00+02:00", tick=False)
    CompanyFactory()  # the appeal is put to the companies
    application = ApplicationFactory(turned_down=True, submitted_on=date(2027, 3, 12))
    write_reasons(application, reasons="There are five of this kind.", by=UserFactory())
    assert (application.told_on, application.appeal_until) == (date(2027, 5, 20), date(2027, 7, 19))

    time_machine.move_to("2027-07-20T00:10:00+02:00", tick=False)
    with pytest.raises(ValidationError) as error:
        appeal(application, text="We make other things.")
    assert error.value.messages == ["An appeal was possible until 19 Jul 2027."]

    time_machine.move_to("2027-07-19T23:50:00+02:00", tick=False)
    appeal(application, text="We make other things.")
    assert (application.state, application.appeal) == (State.PROPOSED, "We make other things.")


def test_an_appeal_sets_going_what_the_apps_above_do_or_nothing_happens(monkeypatch):
    seen = []
    application = ApplicationFactory(refused=True)

    def fails(one):
        seen.append(one.appeal)
        raise ValidationError("No.")

    monkeypatch.setattr(application_appeals, "_entries", [fails])
    with pytest.raises(ValidationError):
        appeal(application, text="Once more, please.")
    application.refresh_from_db()
    assert (application.state, application.appealed_on, seen) == (
        State.REFUSED,
        None,
        ["Once more, please."],
    )


def test_a_second_refusal_is_final(monkeypatch):
    monkeypatch.setattr(application_appeals, "_entries", [])
    application = ApplicationFactory(refused=True)
    appeal(application, text="Once more, please.")
    turn_down(application)
    write_reasons(application, reasons="Still the same.", by=UserFactory())
    assert application.appeal_until is None
    with pytest.raises(ValidationError):
        appeal(application, text="And again.")


def test_who_has_applied_again_does_not_appeal():
    refused = ApplicationFactory(refused=True)
    ApplicationFactory(name=refused.name.upper(), email=refused.email)
    assert refusal(appeal, refused, text="Once more.") == (
        "You have applied again since: withdraw that application first."
    )
