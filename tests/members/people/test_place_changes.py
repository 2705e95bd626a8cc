"""Coordinators change who represents a company: it is told at once, and answers."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.people.models import Membership
from members.people.place_changes import (
    confirm_change,
    deactivate_account,
    ensure_contact_may_change,
    object_to_change,
    reactivate_account,
    settle_due_changes,
)
from members.people.place_models import PlaceChange
from members.people.services import accept_invitation, change_role, end_membership, invite
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.members.helpers import refusal

pytestmark = pytest.mark.django_db
REPRESENTATIVE, COLLABORATOR = Membership.Role.REPRESENTATIVE, Membership.Role.COLLABORATOR
OWN = "You cannot add yourself to a company. Ask one of its representatives, or another coordinator."


def in_days(days: float):
    return timezone.now() + timedelta(days=days)


def given_by_staff(company, coordinator) -> Membership:
    """A place that staff gives by an invitation, accepted."""
    person = UserFactory()
    invitation = invite(company, email=person.email, role=REPRESENTATIVE, by=coordinator)
    return accept_invitation(invitation, user=person)


def told(mailoutbox) -> list[tuple[str, str]]:
    return sorted((mail.to[0], mail.subject) for mail in mailoutbox)


@pytest.mark.parametrize("email", ["coordinator@example.org", "Coordinator+b@EXAMPLE.org"])
@pytest.mark.parametrize("role", Membership.Role.values)
def test_nobody_invites_themselves_into_a_company_from_the_back_office(company, coordinator, email, role):
    coordinator.email = "coordinator@example.org"
    coordinator.save()
    assert refusal(invite, company, email=email, role=role, by=coordinator) == OWN
    assert company.invitations.count() == 0


def test_nobody_accepts_their_own_invitation_at_another_address(company, representative, coordinator):
    invitation = invite(company, email="second@example.org", role=COLLABORATOR, by=coordinator)
    coordinator.emailaddress_set.create(email="second@example.org", verified=True)
    coordinator.email = "second@example.org"
    coordinator.save()
    assert refusal(accept_invitation, invitation, user=coordinator) == OWN
    assert coordinator.memberships.count() == 0


def test_a_company_hears_at_once_of_an_invited_representative(
    company, representative, coordinator, mailoutbox
):
    """Was: the company heard nothing before the vote."""
    company.email = "office@example.org"
    company.save()
    invite(company, email="friend@example.org", role=REPRESENTATIVE, by=coordinator)
    subject = f"A coordinator has invited a representative for {company}"
    assert told(mailoutbox) == sorted(
        [
            ("friend@example.org", f"{coordinator} invites you to {company}"),
            ("office@example.org", subject),
            (representative.email, subject),
        ]
    )


def test_a_place_given_by_staff_waits_and_gives_a_collaborators_rights(
    company, representative, coordinator, mailoutbox
):
    place = given_by_staff(company, coordinator)
    assert (place.is_representative, place.role_in_force) == (False, "collaborator")
    assert list(company.memberships.current().representatives()) == [representative.memberships.get()]
    assert company.memberships.current().count() == 2
    [change] = PlaceChange.objects.all()
    assert (change.kind, change.state, change.made_by) == ("given", "waiting", coordinator)
    mails = [mail for mail in mailoutbox if mail.subject.startswith("Confirm or object")]
    assert [mail.to for mail in mails] == [[representative.email]]
    assert "/representatives/" in mails[0].body


def test_after_seven_days_without_an_objection_it_holds(company, representative, coordinator, mailoutbox):
    place = given_by_staff(company, coordinator)
    with time_machine.travel(in_days(6.99)):
        assert not Membership.objects.get(pk=place.pk).is_representative
        assert settle_due_changes() == 0
    mailoutbox.clear()
    with time_machine.travel(in_days(7.01)):
        place = Membership.objects.get(pk=place.pk)
        assert place.is_representative
        assert place in company.memberships.current().representatives()
        change = PlaceChange.objects.get()
        assert change.outcome == "in force after seven days without an objection"
        assert (settle_due_changes(), settle_due_changes()) == (1, 0)
    assert told(mailoutbox) == sorted(
        (person.email, f"{place.user} now represents {company}") for person in (representative, place.user)
    )
    change.refresh_from_db()
    assert change.state == "passed"


def test_another_representative_confirms(company, representative, coordinator):
    place = given_by_staff(company, coordinator)
    confirm_change(PlaceChange.objects.get(), mine=representative.memberships.get())
    place.refresh_from_db()
    assert (place.is_representative, place.represents_from) == (True, None)
    change = PlaceChange.objects.get()
    assert (change.state, change.answered_by) == ("confirmed", representative)
    words = refusal(object_to_change, change, mine=None)
    assert words == "This no longer needs an answer: confirmed."


def test_nobody_confirms_their_own_place(company, representative, coordinator):
    place = given_by_staff(company, coordinator)
    words = refusal(confirm_change, PlaceChange.objects.get(), mine=place)
    assert words == "Only another representative of the company can confirm this."
    foreign = MembershipFactory(role=REPRESENTATIVE)
    assert refusal(confirm_change, PlaceChange.objects.get(), mine=foreign) == words


@pytest.mark.parametrize("by_link", [True, False])
def test_an_objection_ends_a_new_place(company, representative, coordinator, by_link, mailoutbox):
    place = given_by_staff(company, coordinator)
    mailoutbox.clear()
    mine = None if by_link else representative.memberships.get()
    object_to_change(PlaceChange.objects.get(), mine=mine)
    assert list(company.memberships.current()) == [representative.memberships.get()]
    with time_machine.travel(in_days(8)):
        assert place not in company.memberships.current().representatives()
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([coordinator.email, place.user.email])


def test_an_objection_leaves_a_promoted_collaborator_one(company, representative, collaborator, coordinator):
    place = change_role(collaborator.memberships.get(), role=REPRESENTATIVE, by=coordinator)
    assert place.role_in_force == "collaborator"
    object_to_change(PlaceChange.objects.get(), mine=representative.memberships.get())
    with time_machine.travel(in_days(8)):
        place.refresh_from_db()
        assert (place.role, place.is_representative, place.ended_on) == (COLLABORATOR, False, None)


def test_a_representative_of_the_company_gives_places_at_once(company, representative, coordinator):
    """Also a coordinator who is one: what counts is whether they represent the company."""
    MembershipFactory(user=coordinator, company=company, role=REPRESENTATIVE)
    for by in (representative, coordinator):
        assert given_by_staff(company, by).is_representative
    assert PlaceChange.objects.count() == 0


def test_making_a_waiting_person_a_representative_confirms_it(company, representative, coordinator):
    place = given_by_staff(company, coordinator)
    change_role(place, role=REPRESENTATIVE, by=representative)
    place.refresh_from_db()
    assert (place.is_representative, PlaceChange.objects.get().state) == (True, "confirmed")


def test_staff_makes_the_first_representative_at_once_for_later_rounds(coordinator, mailoutbox):
    company = CompanyFactory(email="office@example.org")
    yesterday = in_days(-1)
    place = given_by_staff(company, coordinator)
    assert (place.is_representative, place.votes_in_rounds_of(yesterday)) == (True, False)
    assert place.votes_in_rounds_of(in_days(1))
    assert list(company.memberships.voting_in_rounds_of(yesterday)) == []
    assert PlaceChange.objects.get().state == "at_once"
    assert ("office@example.org", f"{place.user} now represents {company}") in told(mailoutbox)


@pytest.mark.parametrize(("days", "waits"), [(29, True), (31, False)])
def test_a_company_that_lately_had_a_representative_is_asked(company, coordinator, mailoutbox, days, waits):
    ended_on = timezone.localdate() - timedelta(days=days)
    former = MembershipFactory(company=company, role=REPRESENTATIVE, ended_on=ended_on).user
    place = given_by_staff(company, coordinator)
    assert place.is_waiting == waits
    asked = [mail.to for mail in mailoutbox if mail.subject.startswith("Confirm or object")]
    assert asked == ([[former.email]] if waits else [])


def test_ending_a_place_by_staff_tells_everybody_why(
    company, representative, collaborator, coordinator, mailoutbox
):
    second = MembershipFactory(company=company, role=REPRESENTATIVE)
    assert "Write the reason" in refusal(end_membership, second, by=coordinator, reason=" ")
    assert end_membership(second, by=coordinator, reason="Has moved away") is True
    assert not company.memberships.current().filter(pk=second.pk).exists()
    people = (representative, collaborator, second.user)
    assert told(mailoutbox) == sorted((p.email, f"{second.user} is no longer in {company}") for p in people)
    assert all("Reason: Has moved away" in mail.body for mail in mailoutbox)


def test_the_last_representative_goes_only_seven_days_later(company, representative, coordinator, mailoutbox):
    """Was refused, or done before anybody of the company heard of it."""
    place = representative.memberships.get()
    assert end_membership(place, by=coordinator, reason="Nobody answers") is True
    assert end_membership(place, by=coordinator, reason="Nobody answers") is False
    for days, is_in in ((0, True), (6, True), (7, False)):
        day = timezone.localdate() + timedelta(days=days)
        assert company.memberships.current(day).representatives().exists() == is_in
    assert [mail.to for mail in mailoutbox] == [[representative.email]]


def test_the_last_representative_agrees_to_go_now(company, representative, coordinator):
    place = representative.memberships.get()
    end_membership(place, by=coordinator, reason="Nobody answers")
    confirm_change(PlaceChange.objects.get(), mine=place)
    assert company.memberships.current().count() == 0


def test_another_representative_takes_the_ending_back(company, representative, collaborator, coordinator):
    place = representative.memberships.get()
    end_membership(place, by=coordinator, reason="Nobody answers")
    words = "Only another representative of the company can object."
    assert refusal(object_to_change, PlaceChange.objects.get(), mine=place) == words
    assert refusal(object_to_change, PlaceChange.objects.get(), mine=None) == words
    second = change_role(collaborator.memberships.get(), role=REPRESENTATIVE, by=representative)
    object_to_change(PlaceChange.objects.get(), mine=second)
    place.refresh_from_db()
    assert (place.ended_on, PlaceChange.objects.get().state) == (None, "refused")


def test_an_account_of_the_last_representative_is_not_deactivated(company, representative, coordinator):
    words = refusal(deactivate_account, representative, by=coordinator, reason="Lost the telephone")
    assert words == (
        f"{company} has no other representative: end the membership first, which takes seven days."
    )


def test_an_account_comes_back_with_a_place_that_waits(company, representative, coordinator, mailoutbox):
    second = MembershipFactory(company=company, role=REPRESENTATIVE)
    deactivate_account(second.user, by=coordinator, reason="Lost the telephone")
    subject = f"The account of {second.user} has been deactivated"
    assert told(mailoutbox) == sorted([(representative.email, subject), (second.user.email, subject)])
    reactivate_account(second.user, by=coordinator)
    second.refresh_from_db()
    assert (second.user.is_active, second.is_waiting) == (True, True)
    assert [change.kind for change in PlaceChange.objects.all()] == ["given", "closed"]


def test_contact_and_address_stay_while_the_company_is_asked(company, representative, coordinator):
    given_by_staff(company, coordinator)
    words = refusal(ensure_contact_may_change, company, by=coordinator)
    assert words.startswith("A change of who represents this company waits for its answer")
    ensure_contact_may_change(company, by=representative)
    confirm_change(PlaceChange.objects.get(), mine=representative.memberships.get())
    ensure_contact_may_change(company, by=coordinator)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "confirmed"},
        {"answered_at": "2026-01-01T00:00Z"},
        {"kind": "ended"},
        {"due_at": "2000-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_a_change_that_contradicts_itself(company, representative, coordinator, wrong):
    given_by_staff(company, coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceChange.objects.update(**wrong)


def test_the_database_lets_only_representatives_wait(collaborator):
    with pytest.raises(IntegrityError), transaction.atomic():
        collaborator.memberships.update(represents_from=timezone.now())
