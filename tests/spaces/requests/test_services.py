"""Asking for a unit, being offered one, and what becomes of it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.hooks import check_leaving
from members.personal_data.data_export import data_of
from members.personal_data.erasure import erase_person
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from spaces.requests.models import Offer, UnitRequest
from spaces.requests.offers import (
    accept_offer,
    allocate_offer,
    close_due_offers,
    offer_unit,
    refuse_offer,
    withdraw_offer,
)
from spaces.requests.services import anonymise_old_requests, ask_for_unit, refuse_request, withdraw_request
from spaces.requests.tokens import request_from_token, request_token
from spaces.requests.waiting_list import fits, waiting_list_for
from tests.factories.members import CompanyFactory, UserFactory
from tests.factories.spaces import AllocationFactory, OfferFactory, SpaceFactory, UnitRequestFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def ask(**kwargs) -> UnitRequest:
    given = {"email": "ada@example.org", "name": "Ada", "language": "en", "request_id": uuid4()}
    return ask_for_unit(**given | kwargs)


def offer(request: UnitRequest, unit, **kwargs) -> Offer:
    given = {"free_from": timezone.localdate(), "expires_at": timezone.now() + DAY, "by": None}
    return offer_unit(request, unit=unit, **given | kwargs)


def too_late(one: Offer) -> Offer:
    """Nobody answered in time."""
    past = timezone.now() - 2 * DAY
    Offer.objects.filter(pk=one.pk).update(offered_at=past, expires_at=past + DAY)
    return one


def refusal(call, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return caught.value.messages


def mails() -> list[tuple[str, str]]:
    return [(one.to[0], one.subject) for one in mail.outbox]


def states() -> list[tuple[str, str]]:
    return [(str(one.request), one.state) for one in Offer.objects.order_by("pk")]


# --- Asking -------------------------------------------------------------------------------------------


def test_who_asks_gets_a_place_in_line_and_a_link():
    request = ask(email="Ada@Example.org")

    assert (request.state, request.email) == ("waiting", "ada@example.org")
    assert request_token(request) in mail.outbox[0].body
    assert request_from_token(request_token(request)) == request


def test_a_form_sent_twice_is_one_request_and_asking_again_keeps_the_place():
    request_id = uuid4()

    first = ask(request_id=request_id)
    again = ask(request_id=request_id)
    anew = ask()

    assert first == again == anew
    assert len(mails()) == 2  # the second says that there is one already


def test_a_forged_or_withdrawn_link_opens_nothing():
    assert request_from_token("forged") is None


# --- The line -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "is_fitting"),
    [
        ({}, True),
        ({"least_m2": 50, "most_m2": 50}, True),
        ({"least_m2": 51}, False),
        ({"most_m2": 49}, False),
        ({"wanted_from": date(2027, 1, 1)}, True),
        ({"wanted_from": date(2030, 1, 1)}, False),
    ],
)
def test_a_unit_fits_by_its_size_and_its_day(wish, is_fitting):
    assert fits(UnitRequest(**wish), SpaceFactory(area_m2=50), date(2026, 12, 1)) is is_fitting


def test_who_wants_only_one_unit_is_offered_no_other(today):
    this, other = SpaceFactory(), SpaceFactory()
    choosy = UnitRequestFactory(unit=this, takes_others=False)

    assert (waiting_list_for(this, today), waiting_list_for(other, today)) == ([choosy], [])


def test_out_of_the_order_of_the_line_only_with_a_reason(today):
    first, second, unit = UnitRequestFactory(name="Ada"), UnitRequestFactory(), SpaceFactory(code="A1")

    assert refusal(offer, second, unit) == [
        "Ada is first on the waiting list for A1. Say why this request goes ahead of it."
    ]
    made = offer(second, unit, order_reason="Needs the gate")
    assert made.order_reason == "Needs the gate"
    assert waiting_list_for(unit, today) == [first]


@pytest.mark.parametrize("state", ["open", "accepted"])
def test_a_unit_is_offered_to_one_and_one_is_offered_one_unit(state):
    answered = None if state == "open" else timezone.now()
    live = OfferFactory(unit__code="A1", request__name="Ada", state=state, answered_at=answered)
    other = UnitRequestFactory(name="Bruno")

    assert refusal(offer, other, live.unit) == ["A1 has already been offered to Ada."]
    assert refusal(offer, live.request, SpaceFactory(), order_reason="More room") == [
        "Ada already has an offer: A1."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferFactory(unit=live.unit)


def test_what_is_held_or_past_is_not_offered():
    held = AllocationFactory(unit__code="A1", company__name="Nodo")

    assert refusal(offer, UnitRequestFactory(), held.unit) == [
        "A1 is allocated to Nodo from 1 Jan 2021, with no end date."
    ]
    assert refusal(offer, UnitRequestFactory(), SpaceFactory(), expires_at=timezone.now() - DAY) == [
        "This time has already passed."
    ]
    assert refusal(
        offer, UnitRequestFactory(state="withdrawn", closed_at=timezone.now()), SpaceFactory()
    ) == ["This request is closed."]


# --- Answers (case 17) --------------------------------------------------------------------------------


def test_an_offer_is_accepted_once_and_allocates_nothing():
    made = offer(UnitRequestFactory(), SpaceFactory())

    first, again = accept_offer(made), accept_offer(made)

    assert (first.state, again.answered_at) == ("accepted", first.answered_at)
    assert Allocation.objects.count() == 0


def test_an_offer_accepted_after_expiry_is_refused_and_has_gone_on():
    first, second = UnitRequestFactory(name="Ada"), UnitRequestFactory(name="Bruno")
    made = too_late(offer(first, SpaceFactory(code="A1")))

    assert refusal(accept_offer, made) == ["This offer has expired: it was not answered in time."]
    assert states() == [("Ada", "expired"), ("Bruno", "open")]
    assert mails()[-2:] == [
        (first.email, "The offer of A1 has expired"),
        (second.email, "A unit for you: A1"),
    ]


def test_of_two_who_would_take_one_unit_the_first_in_time_keeps_it():
    first, second = UnitRequestFactory(), UnitRequestFactory()
    late = too_late(offer(first, SpaceFactory()))
    close_due_offers()

    kept = accept_offer(Offer.objects.get(request=second))

    assert kept.state == "accepted"
    assert refusal(accept_offer, late) == ["This offer has expired: it was not answered in time."]


def test_case_12_a_company_does_not_leave_while_a_unit_is_offered_to_it(today):
    company = CompanyFactory(name="Nodo")
    made = offer(UnitRequestFactory(company=company), SpaceFactory(code="A1"))

    assert refusal(check_leaving, company, today + 30 * DAY) == [
        "A1 is offered to Nodo: the offer must be refused or withdrawn first."
    ]
    withdraw_offer(made)
    check_leaving(company, today + 30 * DAY)


def test_case_12_a_company_that_will_have_left_is_passed_over_in_the_line(today):
    leaving = UnitRequestFactory(company=CompanyFactory(left_on=today + 30 * DAY))
    second = UnitRequestFactory()
    unit = SpaceFactory()

    lines = [waiting_list_for(unit, today + days * DAY) for days in (29, 30)]

    assert lines == [[leaving, second], [second]]


def test_an_offer_of_a_unit_given_to_another_meanwhile_cannot_be_accepted():
    made = offer(UnitRequestFactory(email="ada@example.org"), SpaceFactory(code="A1"))
    allocate(
        made.unit,
        company=CompanyFactory(name="Nodo"),
        start_on=timezone.localdate(),
        by=None,
        reason="Decided",
    )

    assert refusal(accept_offer, made) == ["This offer is closed: withdrawn."]
    assert mails()[-1] == ("ada@example.org", "The offer of A1 has been withdrawn")


def test_an_offer_that_nobody_answers_goes_on_once_however_often_one_looks():
    for _number in range(3):
        UnitRequestFactory()
    too_late(offer(UnitRequest.objects.first(), SpaceFactory()))

    looks = [close_due_offers(), close_due_offers()]

    assert looks == [1, 0]
    assert [state for _who, state in states()] == ["expired", "open"]
    assert Offer.objects.get(state="open").came_from == Offer.objects.get(state="expired")


def test_what_does_not_go_on_stays_free():
    first, _second = UnitRequestFactory(), UnitRequestFactory()
    refuse_offer(offer(first, SpaceFactory(), passes_on=False))

    assert Offer.objects.count() == 1


def test_an_offer_turned_down_goes_to_the_next_that_fits_and_was_not_asked_yet():
    first, _small, third = (
        UnitRequestFactory(name="Ada"),
        UnitRequestFactory(name="Small", most_m2=20),
        UnitRequestFactory(name="Carla"),
    )
    made = offer(first, SpaceFactory(area_m2=50))

    refuse_offer(made)
    refuse_offer(Offer.objects.get(request=third))

    assert states() == [("Ada", "refused"), ("Carla", "refused")]


def test_taking_a_request_back_passes_its_offer_on():
    first, second = UnitRequestFactory(), UnitRequestFactory(name="Bruno")
    offer(first, SpaceFactory())

    assert (withdraw_request(first), withdraw_request(first)) == (True, False)
    assert states()[1] == ("Bruno", "open")
    assert waiting_list_for(SpaceFactory(), timezone.localdate()) == []
    assert UnitRequest.objects.get(pk=second.pk).is_waiting


def test_an_offer_taken_back_leaves_the_place_in_line():
    made = offer(UnitRequestFactory(), SpaceFactory())

    assert (withdraw_offer(made), withdraw_offer(made)) == (True, False)
    assert waiting_list_for(SpaceFactory(), timezone.localdate()) == [made.request]


def test_a_refusal_says_why():
    request = UnitRequestFactory()

    assert refusal(refuse_request, request, reason=" ") == ["Say why: the person who asked will read it."]
    assert refuse_request(request, reason="Too loud for us")
    assert "Too loud for us" in mail.outbox[0].body


# --- Allocating ---------------------------------------------------------------------------------------


def test_what_was_accepted_is_allocated_to_the_company_the_candidate_became(today):
    made = accept_offer(offer(UnitRequestFactory(), SpaceFactory(code="A1")))
    company = CompanyFactory(name="Nodo")

    allocation = allocate_offer(made, company=company, start_on=today, by=None, reason="Admitted")

    made.refresh_from_db()
    assert (made.state, made.allocation) == ("done", allocation)
    assert UnitRequest.objects.values_list("state", "company").get() == ("settled", company.pk)


def test_only_an_accepted_offer_is_allocated_and_only_to_who_asked(today):
    company = CompanyFactory(name="Nodo")
    made = offer(UnitRequestFactory(company=company), SpaceFactory())
    terms = {"start_on": today, "by": None, "reason": "Decided"}

    assert refusal(allocate_offer, made, company=company, **terms) == [
        "A unit can be allocated only once its offer has been accepted: this one is waiting for an answer."
    ]
    accept_offer(made)
    assert refusal(allocate_offer, made, company=CompanyFactory(), **terms) == ["Nodo asked for it."]


def test_whoever_allocates_to_who_was_offered_the_unit_settles_the_request(today):
    company = CompanyFactory()
    made = offer(UnitRequestFactory(company=company), SpaceFactory())

    allocate(made.unit, company=company, start_on=today, by=None, reason="By an adopted proposal")

    assert (Offer.objects.get().state, UnitRequest.objects.get().state) == ("done", "settled")


# --- What names a person --------------------------------------------------------------------------------


def test_what_names_an_asker_is_emptied_six_months_after_the_end():
    old = UnitRequestFactory(state="withdrawn", closed_at=timezone.now() - 181 * DAY, note="Looms")
    recent = UnitRequestFactory(state="refused", closed_at=timezone.now() - 179 * DAY)
    token = request_token(old)

    assert (anonymise_old_requests(), anonymise_old_requests()) == (1, 0)
    old.refresh_from_db()
    assert (old.name, old.email, old.note) == ("–", f"erased-{old.pk}@invalid", "")
    assert request_from_token(token) is None
    assert UnitRequest.objects.get(pk=recent.pk).email == recent.email


def test_a_person_takes_their_requests_along_and_leaves_none_behind():
    user = UserFactory(email="ada@example.org")
    own = UnitRequestFactory(email=user.email, name="Ada", needs="Light")
    of_company = UnitRequestFactory(email=user.email, company=CompanyFactory(email="nodo@example.org"))
    made = offer(own, SpaceFactory())

    data = data_of(user)
    erase_person(user, by=user)

    assert [row["needs"] for row in data["unit_requests"]] == ["Light", ""]
    assert len(data["unit_offers"]) == 1
    own.refresh_from_db()
    of_company.refresh_from_db()
    assert (own.state, own.name, own.needs) == ("withdrawn", "–", "")
    assert (of_company.state, of_company.email) == ("waiting", "nodo@example.org")
    assert Offer.objects.get(pk=made.pk).state == "refused"
