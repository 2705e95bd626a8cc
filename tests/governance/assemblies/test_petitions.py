"""Petitions for an assembly: signed, reached, below again, late."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.assemblies.calling.services import call_anew, cancel_assembly
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
from tests.factories.assemblies import make_assembly
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


# --- An assembly that is cancelled ----------------------------------------------------------------------


def answered(places):
    """A petition that has been reached, and the assembly that was called for it."""
    petition, assembly = sign(begin(places[0]), places[1]), make_assembly(companies=0)
    return answer_petition(petition, assembly=assembly), assembly


def page_of(petition, client, place):
    client.force_login(place.user)
    return " ".join(client.get(petition.get_absolute_url()).content.decode().split())


def test_where_its_assembly_is_cancelled_the_petition_waits_again_and_all_are_told(client, mailoutbox):
    president, places = a_president(), companies(12)
    petition, assembly = answered(places)
    assert "Assembly called" in page_of(petition, client, places[3])

    cancel_assembly(assembly, reason="Snow", by=president.user)

    people = sorted(one.user.email for one in (president, *places[:2]))
    assert told(mailoutbox, "Its assembly is cancelled") == people
    page = page_of(petition, client, places[3])
    assert f"{assembly}</a> had been called for it, and was cancelled." in page
    assert ("In preparation" in page, "Assembly called" in page) == (False, False)
    assert list(Petition.objects.unanswered()) == [petition]
    withdraw_signature(petition, company=places[0].company, by=places[0].user)  # possible again


def test_called_anew_the_draft_answers_it_once_its_notice_is_out(client):
    president, places = a_president(), companies(12)
    petition, assembly = answered(places)

    draft = call_anew(assembly, reason="Another agenda", by=president.user)

    petition.refresh_from_db()
    assert (petition.assembly, petition.is_answered) == (draft, False)
    assert "In preparation" in page_of(petition, client, places[3])


def test_a_cancelled_assembly_cannot_be_named(client_of, coordinator):
    places = companies(12)
    petition, cancelled = sign(begin(places[0]), places[1]), make_assembly(companies=0, state="cancelled")

    with pytest.raises(ValidationError) as error:
        answer_petition(petition, assembly=cancelled)

    assert error.value.message_dict == {"assembly": ["This assembly was cancelled: it answers nothing."]}
    url = reverse("governance:petition_answer", args=[petition.pk])
    page = client_of(coordinator).post(url, {"assembly": cancelled.pk})
    assert (page.status_code, "assembly" in page.context["answer_form"].errors) == (200, True)


# --- The same instant, on PostgreSQL --------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_petition_reached_at_the_same_instant_tells_once(attempt, mailoutbox):
    president, places = a_president(), companies(40)
    petition = sign(begin(places[0]), *places[1:4])
    late = places[4:9]

    at_once(*[lambda place=place: sign(petition, place) for place in late])

    petition.refresh_from_db()
    assert (petition.state, petition.needed, petition.signatures.count()) == ("reached", 5, 9)
    assert told(mailoutbox) == [president.user.email]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_workers_tell_once_that_it_is_late(attempt):
    a_president()
    places = companies(12)
    petition = sign(begin(places[0]), places[1])
    Petition.objects.filter(pk=petition.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    answers = at_once(*[tell_of_late_petitions] * 4)

    assert sum(answers) == 1
