"""Petitions for an assembly: signed, reached, below again, late."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.assemblies.petitions.late import tell_of_late_petitions
from governance.assemblies.petitions.models import Petition
from governance.assemblies.petitions.rules import companies_needed, due_day
from governance.assemblies.petitions.services import (
    answer_petition,
    begin_petition,
    edit_petition,
    sign_petition,
    withdraw_signature,
)
from governance.attendance.models import Assembly
from governance.offices.models import Office
from governance.rulebook.models import Rulebook
from tests.factories.elections import PetitionFactory
from tests.factories.members import MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def companies(number):
    return [MembershipFactory(role="representative") for _ in range(number)]


def begin(place):
    return begin_petition(company=place.company, by=place.user, title="The roof", text="It leaks.")


def sign(petition, *places):
    for place in places:
        petition = sign_petition(petition, company=place.company, by=place.user)
    return petition


def a_president():
    place = MembershipFactory(role="representative")
    start = timezone.localdate() - timedelta(days=10)
    Office.objects.create(kind="president", user=place.user, company=place.company, start_on=start)
    return place


def told(mailoutbox, words="An assembly is to be called"):
    return sorted(mail.to[0] for mail in mailoutbox if words in mail.subject)


@pytest.mark.parametrize(("members", "needed"), [(41, 5), (40, 4), (11, 2), (9, 1), (60, 6), (1, 1)])
def test_a_tenth_of_the_companies_is_rounded_up(members, needed):
    assert companies_needed(members, 1, 10) == needed


def test_with_the_last_company_needed_president_and_coordinators_are_told(mailoutbox):
    president, places = a_president(), companies(40)
    petition = sign(begin(places[0]), *places[1:4])
    assert (petition.state, told(mailoutbox)) == ("open", [])

    petition = sign(petition, places[4])

    assert (petition.state, petition.needed) == ("reached", 5)
    assert petition.due_on == due_day(timezone.localdate(), 30)
    assert told(mailoutbox) == [president.user.email]
    sign(petition, places[4], places[5])
    assert told(mailoutbox) == [president.user.email]


def test_petition_withdrawn_signature_below_5(mailoutbox):
    president, places = a_president(), companies(40)
    petition = sign(begin(places[0]), *places[1:5])
    assert petition.state == "reached"

    petition = withdraw_signature(petition, company=places[2].company, by=places[2].user)

    assert (petition.state, petition.reached_at, petition.due_on) == ("open", None, None)
    assert told(mailoutbox, "Too few signatures now") == [president.user.email]
    petition = sign(petition, places[2])
    assert petition.state == "reached"
    assert petition.signatures.count() == 5


def test_the_last_signature_taken_back_ends_the_petition():
    first, *_others = companies(20)
    petition = begin(first)

    assert withdraw_signature(petition, company=first.company, by=first.user).state == "withdrawn"
    with pytest.raises(ValidationError):
        sign(petition, first)


def test_a_company_signs_once():
    first, second, *_others = companies(30)
    petition = sign(begin(first), second, second)

    assert petition.signatures.count() == 2


def test_its_text_is_fixed_from_the_second_signature():
    first, second, *_others = companies(30)
    petition = begin(first)
    assert edit_petition(petition, title="The roof", text="It leaks a lot.").text == "It leaks a lot."
    sign(petition, second)

    with pytest.raises(ValidationError):
        edit_petition(petition, title="The garden", text="It grows.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.update(text="It grows.")


def test_a_form_sent_twice_is_one_petition():
    (place,) = companies(1)
    values = {"company": place.company, "by": place.user, "title": "The roof", "text": "It leaks."}
    request_id = PetitionFactory.build().request_id

    one, other = (begin_petition(request_id=request_id, **values) for _ in range(2))

    assert one == other


def test_one_that_no_assembly_answers_is_late_and_told_once(mailoutbox):
    president, places = a_president(), companies(12)
    petition = sign(begin(places[0]), places[1])
    assert (petition.state, tell_of_late_petitions()) == ("reached", 0)

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert Petition.objects.get().is_overdue
        assert (tell_of_late_petitions(), tell_of_late_petitions()) == (1, 0)

    people = [president, places[0], places[1]]
    assert told(mailoutbox, "No assembly has been called") == sorted(one.user.email for one in people)


def test_a_called_assembly_answers_it_and_a_draft_does_not():
    places = companies(12)
    petition = sign(begin(places[0]), places[1])
    assembly = Assembly.objects.create(place="Hall", first_call_at=timezone.now() + timedelta(days=20))
    petition = answer_petition(petition, assembly=assembly)
    assert list(Petition.objects.unanswered()) == [petition]

    Assembly.objects.update(
        state="called", year=2026, number=1, called_at=timezone.now(), rulebook=Rulebook.objects.first()
    )

    assert list(Petition.objects.unanswered()) == []
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert (Petition.objects.get().is_overdue, tell_of_late_petitions()) == (False, 0)
    with pytest.raises(ValidationError):
        withdraw_signature(petition, company=places[0].company, by=places[0].user)


# --- The same instant, on PostgreSQL --------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("attempt", range(3))
def test_petition_reached_at_the_same_instant_tells_once(attempt, mailoutbox):
    president, places = a_president(), companies(40)
    petition = sign(begin(places[0]), *places[1:4])
    late = places[4:9]

    at_once(*[lambda place=place: sign(petition, place) for place in late])

    petition.refresh_from_db()
    assert (petition.state, petition.needed, petition.signatures.count()) == ("reached", 5, 9)
    assert told(mailoutbox) == [president.user.email]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_workers_tell_once_that_it_is_late(attempt):
    a_president()
    places = companies(12)
    petition = sign(begin(places[0]), places[1])
    Petition.objects.filter(pk=petition.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    answers = at_once(*[tell_of_late_petitions] * 4)

    assert sum(answers) == 1
