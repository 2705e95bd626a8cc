"""What people do in the portal that visitors see: services, forms that lead to them, and bare rows.

`tests/test_exact_acts.py` does each of them. A service in none of the lists fails it, and so does one that is
said to write nothing visitors see and is found doing it, and a table of `PUBLIC_CONTENT` that no act writes.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from events.institutions.models import EventPartner, RenewalPartner
from events.institutions.services import end_agreement, put_in_force, save_agreement
from events.programme.parts import EventPicture
from events.programme.repeats import EventSeries
from events.programme.series import create_series
from events.programme.services import publish_event
from events.registrations.services import change_party, confirm_registration
from governance.closing.services import close_due_rounds
from governance.departures.services import exclude_company, readmit_company, withdraw_departure
from governance.offices.services import (
    end_office,
    end_terms_before,
    enter_office,
    give_up_office,
    void_office,
)
from governance.proposals.services import freeze_proposal
from governance.resolutions.services import retry_effect
from governance.voting.models import VotingRound
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from members.changes.services import accept_change_request, request_change
from members.companies.models import Company
from members.exchange.collaborations.services import propose_collaboration, set_public, stop_collaboration
from members.exchange.listings.models import Outcome
from members.exchange.listings.services import close_listing, open_listing
from members.exchange.projects.rules import terms_of
from members.exchange.projects.services import PartTerms, add_picture, confirm_part, set_parts
from members.personal_data.erasure import erase_person
from members.principles.services import write_monthly_figures
from members.profile.models import ProductPhoto
from members.profile.services import move_item, save_logo
from spaces.admission.models import ProposedAdmission
from spaces.admission.services import propose_admission
from spaces.allocations.services import allocate, extend_allocation, void_allocation
from spaces.bookings.services import create_booking, end_early
from spaces.building.models import BuildingPicture, Space, SpacePicture
from spaces.building.wing_models import Wing
from spaces.certificates.services import revoke_certificate
from spaces.condition.services import void_condition
from spaces.drafts.new_spaces import NewSpace
from spaces.drafts.services import create_spaces, publish_plan
from spaces.pages.services import change_condition
from spaces.plans.models import PlanBackground
from spaces.policies.models import QuietHours
from spaces.requests.services import refuse_request, settle_requests, withdraw_request
from spaces.reshaping.split_merge import SplitPart, split_unit
from spaces.upkeep.duties.models import Duty
from spaces.upkeep.duties.services import create_duty
from spaces.upkeep.tickets.services import change_ticket, report_ticket, set_block
from spaces.upkeep.tickets.terms import TicketTerms
from spaces.works.services import void_renewal
from tests.factories.applications import ApplicationFactory, CallQuestionFactory
from tests.factories.assemblies import OfficeFactory
from tests.factories.collaborations import CollaborationFactory
from tests.factories.events import EventFactory, QuestionFactory, RegistrationFactory
from tests.factories.governance import DepartureFactory, ProposalFactory, ResolutionFactory
from tests.factories.institutions import AgreementFactory
from tests.factories.members import CompanyFactory, MembershipFactory, ProductFactory
from tests.factories.pictures import clean_picture, stored
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    ConditionFactory,
    OfferFactory,
    PlanDraftFactory,
    RenewalFactory,
    RoomFactory,
    SpaceFactory,
)
from tests.world import COLLABORATOR, COORDINATOR, NEIGHBOUR, REPRESENTATIVE, VISITOR, World

# Forms and buttons, by their row in `tests/test_access.py`: who sends them, filled.
FORMS: dict[str, str] = {
    "members:company_edit": REPRESENTATIVE,
    "members:logo_delete": REPRESENTATIVE,
    "members:product_new": REPRESENTATIVE,
    "members:product_delete": REPRESENTATIVE,
    "members:machine_new": REPRESENTATIVE,
    "members:photo_edit": REPRESENTATIVE,
    "members:link_new": REPRESENTATIVE,
    "members:listing_edit": REPRESENTATIVE,
    "members:collaboration_confirm": REPRESENTATIVE,
    "members:collaboration_decline": REPRESENTATIVE,
    "members:collaboration_end": NEIGHBOUR,
    "members:project_new": REPRESENTATIVE,
    "members:project_edit": REPRESENTATIVE,
    "members:project_decline": NEIGHBOUR,
    "members:project_public": REPRESENTATIVE,
    "members:project_picture_delete": REPRESENTATIVE,
    "members:project_end": REPRESENTATIVE,
    "governance:proposal_edit in discussion": REPRESENTATIVE,
    "governance:amendment_accept": REPRESENTATIVE,
    "governance:amendment_voting_open": REPRESENTATIVE,
    "governance:voting_open text final": REPRESENTATIVE,
    "governance:round_extend": COORDINATOR,
    "governance:assembly_round_close": REPRESENTATIVE,
    "governance:assembly_round_cancel": REPRESENTATIVE,
    "governance:resolution_mark_done internal": REPRESENTATIVE,
    "governance:resolution_mark_not_done published": COORDINATOR,
    "governance:company_leave": REPRESENTATIVE,
    "spaces:booking_cancel": REPRESENTATIVE,
    "events:event_new": REPRESENTATIVE,
    "events:event_postpone": REPRESENTATIVE,
    "events:event_cancel": REPRESENTATIVE,
    "events:registration_new public": VISITOR,
    "events:registration_cancel": VISITOR,
}

Given = Any  # what the act needs beside the world, made before pages are looked at
DONE: dict[str, tuple[Callable[[World], Given], Callable[[World, Given], object]]] = {}


def act(given: Callable[[World], Given] = lambda world: None) -> Callable[..., Any]:
    def keep(do: Callable[[World, Given], object]) -> Callable[[World, Given], object]:
        DONE[do.__name__] = given, do
        return do

    return keep


TODAY = timezone.localdate


def _open_round(proposal: Any) -> VotingRound:
    """In which every company that may vote has said yes, and which has just ended."""
    closes_at = timezone.now() + timedelta(days=7)
    opened = open_voting(freeze_proposal(proposal), closes_at=closes_at, by=proposal.author)
    for entry in opened.roll.filter(standing="entitled").select_related("company"):
        place = entry.company.memberships.filter(role="representative").first()
        place = place or MembershipFactory(company=entry.company, role="representative")
        cast_vote(opened, company=entry.company, answer={"choice": "yes"}, by=place.user)
    ended_at = timezone.now() - timedelta(milliseconds=1)
    VotingRound.objects.filter(pk=opened.pk).update(
        opened_at=ended_at - timedelta(days=8), closes_at=ended_at
    )
    return opened


def _coming_room(world: World) -> Space:
    return RoomFactory(floor=world.unit.floor)


# --- Companies ----------------------------------------------------------------------------------------


@act(lambda world: request_change(world.company, by=world.people[REPRESENTATIVE], name="Ferri & Nine"))
def a_company_takes_another_name(world: World, asked: Given) -> None:
    accept_change_request(asked, by=world.people[COORDINATOR])


@act()
def a_company_shows_its_logo(world: World, _given: Given) -> None:
    save_logo(world.company, image=clean_picture())


@act(lambda world: ProductFactory(company=world.company))
def a_product_goes_up(_world: World, product: Given) -> None:
    move_item(product, is_up=True)


@act()
def a_product_is_shown(world: World, _given: Given) -> None:
    stored(ProductPhoto(product=world.listed["product"], alt="The chair from the side"))


@act()
def somebody_goes(world: World, _given: Given) -> None:
    erase_person(world.people[COLLABORATOR], by=world.people[COLLABORATOR])


@act()
def the_month_is_kept(_world: World, _given: Given) -> None:
    write_monthly_figures(TODAY().replace(day=1))


# --- Exchange -----------------------------------------------------------------------------------------


@act()
def a_company_says_whom_it_supplies(world: World, _given: Given) -> None:
    propose_collaboration(
        giver=world.company,
        taker=Company.objects.get(slug="galli"),
        kind="supplies",
        what="Frames",
        by=world.people[REPRESENTATIVE],
        company=world.company,
    )


def _shown(world: World) -> Given:
    third = CompanyFactory()
    return CollaborationFactory(giver=world.company, taker=third, is_public_by_taker=True)


@act(_shown)
def a_collaboration_is_shown(world: World, found: Given) -> None:
    set_public(found, by=world.people[REPRESENTATIVE], company=world.company, is_public=True)


@act(_shown)
def a_collaboration_is_stopped(world: World, found: Given) -> None:
    stop_collaboration(found, by=world.people[COORDINATOR])


@act()
def an_offer_has_a_word_of_its_own(world: World, _given: Given) -> None:
    open_listing(
        company=world.company,
        author=world.people[REPRESENTATIVE],
        kind="offer",
        title="Looms",
        terms="loom nine",
        expires_on=TODAY() + timedelta(days=30),
    )


@act()
def an_offer_found_its_taker(world: World, _given: Given) -> None:
    partner = Company.objects.get(slug="galli")
    close_listing(world.listing, outcome=Outcome.DONE, by=world.people[REPRESENTATIVE], partner=partner)


@act()
def parts_of_a_project_are_dealt_anew(world: World, _given: Given) -> None:
    other = Company.objects.get(slug="galli")
    parts = [PartTerms(world.company, "Frames", 6000), PartTerms(other, "Seats", 4000)]
    set_parts(world.project, parts, by=world.people[REPRESENTATIVE])


@act()
def a_company_agrees_to_a_project(world: World, _given: Given) -> None:
    seen = terms_of(list(world.project.parts.order_by("pk")))
    other = Company.objects.get(slug="galli")
    confirm_part(world.project, by=world.people[NEIGHBOUR], company=other, seen=seen)


@act()
def a_project_has_another_picture(world: World, _given: Given) -> None:
    add_picture(world.project, image=clean_picture(), alt="The top", by=world.people[REPRESENTATIVE])


# --- Decisions ----------------------------------------------------------------------------------------


def _admission(world: World) -> Given:
    days = {"submitted_on": TODAY() - timedelta(days=20), "open_until": TODAY()}
    row = ProposedAdmission(application=ApplicationFactory(opened=True, **days), unit=None, joins_on=None)
    author = world.people[REPRESENTATIVE]
    proposal = propose_admission(
        row,
        company=world.company,
        author=author,
        title="A new neighbour",
        text="We like them.",
        request_id=uuid.uuid4(),
    )
    return _open_round(proposal)


@act(_admission)
def companies_admit_a_candidate(_world: World, opened: Given) -> None:
    close_due_rounds(opened.proposal)
    opened.refresh_from_db()
    assert opened.outcome == "adopted"
    assert opened.resolution.effect_state == "done", opened.resolution.effect_note


def _blocked(world: World) -> Given:
    proposal = ProposalFactory(company=world.company, state="decided", matter="allocation", effect="allocate")
    blocked = {"effect_state": "blocked", "effect_note": "The unit is taken."}
    return ResolutionFactory(proposal=proposal, is_published=True, **blocked)


@act(_blocked)
def an_effect_is_tried_again(world: World, resolution: Given) -> None:
    retry_effect(resolution, by=world.people[COORDINATOR])


@act(lambda world: ProposalFactory(company=world.company))
def an_option_is_named_anew(world: World, proposal: Given) -> None:
    world.voted.options.create(key="A", title="Red")
    world.voted.options.update(title="Blue")


def _leaving(_world: World) -> Given:
    place = MembershipFactory(role="representative")
    departure = DepartureFactory(company=place.company, leaves_on=TODAY() + timedelta(days=90))
    return SimpleNamespace(departure=departure, by=place.user)


@act(_leaving)
def a_company_stays_after_all(_world: World, given: Given) -> None:
    withdraw_departure(given.departure, by=given.by)


@act(lambda world: DepartureFactory())
def a_company_comes_back(world: World, departure: Given) -> None:
    readmit_company(departure, by=world.people[COORDINATOR], reason="It came back.")


@act(lambda world: CompanyFactory())
def a_company_is_excluded(world: World, company: Given) -> None:
    exclude_company(company, leaves_on=None, resolution=world.published)


@act()
def somebody_takes_office(world: World, _given: Given) -> None:
    enter_office(
        kind="director",
        user=world.people[REPRESENTATIVE],
        company=world.company,
        start_on=TODAY(),
        resolution=world.published,
        by=world.people[COORDINATOR],
    )


@act(lambda world: OfficeFactory(kind="president", company=world.company))
def a_term_ends(world: World, office: Given) -> None:
    end_office(office, end_on=TODAY(), by=world.people[COORDINATOR])


@act(lambda world: OfficeFactory(kind="secretary", company=world.company))
def an_office_was_entered_by_mistake(world: World, office: Given) -> None:
    void_office(office, reason="Somebody else", by=world.people[COORDINATOR])


@act(lambda world: OfficeFactory(kind="treasurer", company=world.company))
def somebody_gives_up_an_office(_world: World, office: Given) -> None:
    give_up_office(office, on=TODAY(), reason="No time")


@act(lambda world: OfficeFactory(kind="vice", company=world.company))
def another_term_begins(_world: World, office: Given) -> None:
    end_terms_before(office.kind, start_on=TODAY())


# --- Building -----------------------------------------------------------------------------------------


def _free_unit(world: World) -> Space:
    return SpaceFactory(floor=world.unit.floor)


@act(_free_unit)
def a_unit_is_given(world: World, unit: Given) -> None:
    allocate(unit, company=world.company, start_on=TODAY(), by=world.people[COORDINATOR], reason="As agreed")


def _allocation(world: World) -> Given:
    unit = SpaceFactory(floor=world.unit.floor)
    end_on = TODAY() + timedelta(days=9)
    return AllocationFactory(unit=unit, company=world.company, end_on=end_on, kind="temporary")


@act(_allocation)
def a_company_stays_in_its_unit(world: World, allocation: Given) -> None:
    end_on = allocation.end_on + timedelta(days=90)
    extend_allocation(allocation, end_on=end_on, by=world.people[COORDINATOR], reason="As agreed")


@act(_allocation)
def an_allocation_was_a_mistake(world: World, allocation: Given) -> None:
    void_allocation(allocation, reason="Another unit", by=world.people[COORDINATOR])


@act(_free_unit)
def a_unit_is_divided(world: World, unit: Given) -> None:
    parts = [SplitPart("NINE-A", Decimal(20)), SplitPart("NINE-B", Decimal(20))]
    split_unit(unit, parts=parts, day=TODAY(), by=world.people[COORDINATOR], reason="A wall")


@act(_free_unit)
def a_unit_is_out_of_use(_world: World, unit: Given) -> None:
    change_condition(unit, edit_token=None, state="disused", day=TODAY(), reason="Leaks")


@act(lambda world: ConditionFactory(space=SpaceFactory(floor=world.unit.floor)))
def a_condition_was_a_mistake(world: World, condition: Given) -> None:
    void_condition(condition, reason="Another unit", by=world.people[COORDINATOR])


@act(lambda world: PlanDraftFactory(floor__building=world.building, floor__level=8))
def a_drawing_makes_a_unit(_world: World, draft: Given) -> None:
    create_spaces(draft, new=[NewSpace(0, "DRAWN9", "unit")], wide=10, revision=draft.revision)


def _drawn(world: World) -> Given:
    unit = SpaceFactory(code="square", floor__building=world.building, floor__level=9)
    return PlanDraftFactory(floor=unit.floor)


@act(_drawn)
def a_plan_is_published(world: World, draft: Given) -> None:
    publish_plan(
        draft,
        valid_from=TODAY(),
        revision=draft.revision,
        by=world.people[COORDINATOR],
        leaves_missing=True,
    )


@act(lambda world: OfferFactory(request__email="ada@example.org", unit__floor=world.unit.floor).request)
def who_was_offered_a_unit_wants_it_no_more(_world: World, request: Given) -> None:
    withdraw_request(request)


@act(lambda world: OfferFactory(request__email="bea@example.org", unit__floor=world.unit.floor).request)
def who_was_offered_a_unit_is_refused(_world: World, request: Given) -> None:
    refuse_request(request, reason="Too late")


def _offered_to_a_company(world: World) -> Given:
    """One that does not leave in another act: nobody leaves with a unit on offer."""
    return OfferFactory(request__company=CompanyFactory(), unit__floor=world.unit.floor).request.company


@act(_offered_to_a_company)
def who_was_offered_a_unit_has_another(_world: World, company: Given) -> None:
    settle_requests(company)


@act(lambda world: RenewalFactory(company=world.company, spaces=[world.unit]))
def works_were_a_mistake(world: World, renewal: Given) -> None:
    void_renewal(renewal, reason="Never done", by=world.people[COORDINATOR])


@act()
def works_are_of_other_rooms_and_people(world: World, _given: Given) -> None:
    world.renewal.spaces.set([world.unit])
    world.renewal.helpers.set(Company.objects.filter(slug="galli"))


@act()
def the_house_is_shown(world: World, _given: Given) -> None:
    stored(BuildingPicture(building=world.building, alt="The yard"))
    stored(SpacePicture(space=world.room, alt="The hall"))
    stored(PlanBackground(plan=world.unit.floor.plans.first(), alt="The old drawing"))
    Wing.objects.create(building=world.building, x=1, y=1, width=9, depth=9)
    world.room.takes.add(world.unit)


@act()
def a_duty_begins(_world: World, _given: Given) -> None:
    create_duty(Duty(name="Bins", minutes=30, starts_on=TODAY()))


@act()
def a_quiet_hour_is_kept_in_other_rooms(world: World, _given: Given) -> None:
    hours = QuietHours.objects.create(name="Nine", starts="12:00", ends="14:00", reason="As agreed")
    hours.policies.add(world.room.policy)


# --- Rooms that events have ---------------------------------------------------------------------------


def _booked(world: World) -> Given:
    starts_at = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
    return create_booking(
        _coming_room(world),
        company=world.company,
        by=world.people[REPRESENTATIVE],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        purpose="Meeting",
        request_id=uuid.uuid4(),
    )


def _running(world: World) -> Given:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    return BookingFactory(
        space=_coming_room(world),
        company=world.company,
        booked_by=world.people[REPRESENTATIVE],
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=5),
    )


@act(_running)
def a_room_is_given_back_early(world: World, booking: Given) -> None:
    end_early(booking, by=world.people[REPRESENTATIVE], reason="Done")


def _on_certificate(world: World) -> Given:
    room = Space.objects.get(code="KILN")
    starts_at = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    create_booking(
        room,
        company=world.company,
        by=world.people[COLLABORATOR],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        purpose="Firing",
        request_id=uuid.uuid4(),
        operators=[world.people[COLLABORATOR]],
    )
    return world.certificate


@act(_on_certificate)
def a_certificate_is_taken_back(world: World, certificate: Given) -> None:
    assert revoke_certificate(certificate, by=world.people[COORDINATOR], reason="It was left open.")


@act(_booked)
def danger_is_reported_in_a_booked_room(world: World, booking: Given) -> None:
    report_ticket(
        booking.space,
        title="Sparks",
        severity="danger",
        company=world.company,
        by=world.people[COLLABORATOR],
        request_id=uuid.uuid4(),
        agreed={booking.uid},
    )


def _ticket_in_a_booked_room(world: World) -> Given:
    booking = _booked(world)
    ticket = report_ticket(
        booking.space,
        title="Sparks",
        severity="normal",
        company=world.company,
        by=world.people[COLLABORATOR],
        request_id=uuid.uuid4(),
    )
    return SimpleNamespace(ticket=ticket, booking=booking)


@act(_ticket_in_a_booked_room)
def a_ticket_turns_out_to_be_danger(world: World, given: Given) -> None:
    terms = TicketTerms(given.ticket.state, "danger", given.ticket.responsible)
    by = world.people[COORDINATOR]
    change_ticket(given.ticket, terms=terms, by=by, company=None, agreed={given.booking.uid})


def _in_danger_till_tomorrow(world: World) -> Given:
    given = _ticket_in_a_booked_room(world)
    late = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    booking = create_booking(
        given.booking.space,
        company=world.company,
        by=world.people[REPRESENTATIVE],
        starts_at=late,
        ends_at=late + timedelta(hours=1),
        purpose="Meeting",
        request_id=uuid.uuid4(),
    )
    a_ticket_turns_out_to_be_danger(world, given)
    given.ticket.refresh_from_db()
    return SimpleNamespace(ticket=given.ticket, booking=booking)


@act(_in_danger_till_tomorrow)
def a_danger_lasts_longer(world: World, given: Given) -> None:
    until = timezone.now() + timedelta(days=9)
    set_block(given.ticket, until=until, by=world.people[COORDINATOR], agreed={given.booking.uid})


# --- Events and institutions --------------------------------------------------------------------------


@act(lambda world: EventFactory(slug="soon", state="draft", is_common=True))
def an_event_is_published(world: World, event: Given) -> None:
    publish_event(event, by=world.people[COORDINATOR])


@act(lambda world: EventFactory(slug="again"))
def an_event_is_repeated(world: World, event: Given) -> None:
    create_series(event, EventSeries(rule="weekly", count=3), by=world.people[REPRESENTATIVE])


@act()
def an_event_asks_and_has_other_partners(world: World, _given: Given) -> None:
    QuestionFactory(event=world.event, position=2)
    CallQuestionFactory()
    EventPartner.objects.filter(event=world.event).delete()
    RenewalPartner.objects.filter(renewal=world.renewal).delete()


@act()
def an_event_is_shown(world: World, _given: Given) -> None:
    stored(EventPicture(event=world.event, alt="The last one"))


def _held(world: World) -> Given:
    until = timezone.now() + timedelta(minutes=20)
    return RegistrationFactory(event=world.event, state="held", held_until=until)


@act(_held)
def a_guest_confirms(_world: World, registration: Given) -> None:
    confirm_registration(registration)


@act(lambda world: RegistrationFactory(event=world.event))
def a_guest_brings_another(_world: World, registration: Given) -> None:
    change_party(registration, party=2)


@act()
def an_agreement_is_worded_anew(world: World, _given: Given) -> None:
    world.agreement.title = "Nine apprentices"
    save_agreement(world.agreement)


@act()
def an_agreement_ends(world: World, _given: Given) -> None:
    end_agreement(world.agreement, ends_on=TODAY(), reason="It is done.", by=world.people[COORDINATOR])


@act(lambda world: AgreementFactory(institution=world.institution, starts_on=None))
def companies_agree_with_an_institution(world: World, agreement: Given) -> None:
    put_in_force(agreement, start_on=TODAY(), resolution=world.published)


# --- Services that are no acts ------------------------------------------------------------------------

# What visitors see of these is written by services that are done above, for a reason of their own.
THROUGH_OTHERS = {
    "governance.assemblies.elections.services": "start_terms refuse_office",
    "governance.assemblies.secrecy.services": "count_urn annul_vote",
    "governance.closing.services": "close_round_early",
}
# What these write is seen by nobody who is not logged in; or they ask, check and lock.
UNSEEN = {
    "events.institutions.services": "lock_agreement send_agreement_notices write_note",
    "events.programme.services": "return_event submit_event",
    "events.registrations.services": """
        change_answers largest_party notify_event_cancelled notify_event_moved notify_event_postponed
        write_answers""",
    "governance.amendments.services": """
        check_amended_effect edit_amendment propose_amendment withdraw_amendment""",
    "governance.assemblies.attending.services": """
        answer_call check_in check_in_person check_out check_out_person ensure_represents
        represented_entries""",
    "governance.assemblies.calling.services": """
        call_anew call_at cancel_assembly move_assembly people_on_roll release_items send_notice
        take_number""",
    "governance.assemblies.elections.services": """
        accept_candidacy accept_office propose_candidate withdraw_candidacy""",
    "governance.assemblies.hall.services": """
        choose_officers close_assembly defer_item desert_call ensure_no_other_item find_officers
        finish_item hold_for_chair officers_to_be open_call open_item resume_assembly suspend_assembly""",
    "governance.assemblies.minutes.services": """
        correct_minutes draft_minutes ensure_unchanged note_items sign_minutes tell_of_overdue_minutes
        write_debate""",
    "governance.assemblies.petitions.services": """
        answer_petition begin_petition edit_petition members_and_needed reopen_petitions sign_petition
        withdraw_signature""",
    "governance.assemblies.secrecy.services": "close_urn destroy_urn prepare_urn read_ballot write_ballot",
    "governance.attachments.services": "add_attachment keep_attachment remove_attachment",
    "governance.attendance.services": "hold_assembly",
    "governance.closing.services": "conclude_proposal count_round ensure_roll_is_current",
    "governance.departures.services": "check_notice ensure_can_leave",
    "governance.discussion.services": "add_comment edit_comment notify_thread",
    "governance.proposals.services": """
        apply_transition ask_parties create_proposal defer_proposal ensure_can_supersede
        ensure_no_open_round ensure_own_request ensure_state freeze_proposal keep_terms lock_proposal
        open_discussion require_reason resume_discussion set_options withdraw_proposal""",
    "governance.resolutions.services": "add_months",
    "governance.suspensions.services": "end_suspension suspend_company",
    "governance.voting.services": "create_round people_on_roll representatives_on_roll",
    "members.applications.desk.services": "ask_for_information open_to_members take_up",
    "members.applications.services": "accept appeal mark_proposed reopen turn_down write_reasons",
    "members.changes.services": "free_slug refuse_change_request request_change",
    "members.companies.services": "lock_company",
    "members.exchange.collaborations.services": "lock_companies",
    "members.exchange.listings.services": "ensure_possible_end lock_listing renew_listing reply_to_listing",
    "members.people.mails.services": "save_mail_choices unsubscribe",
    "members.people.services": """
        accept_invitation change_role check_invitation end_membership invite invite_all
        note_undelivered_mail withdraw_invitation""",
    "multifactory.portal.calendars.services": "create_link note_use revoke_link",
    "spaces.admission.services": "propose_admission propose_again",
    "spaces.bookings.services": """
        create_booking lock_booking lock_for_booking lock_leaves move_to state_at_first""",
    "spaces.building.services": "lock_spaces",
    "spaces.certificates.services": "bookings_resting_on can_grant grant_certificate",
    "spaces.closures.services": "cancel_closure close_spaces closed_times",
    "spaces.costs.budgets.services": "adopt_budget ensure_open lock_year renew_all_quotas renew_quotas",
    "spaces.costs.closing.services": "close_year due_after ensure_as_proposed reopen_year",
    "spaces.costs.dues.services": """
        record_credit record_payment record_payments send_quota_reminders void_entry""",
    "spaces.costs.funds.services": "add_quote call_fund set_aside void_call",
    "spaces.costs.metering.services": "record_reading record_readings void_reading",
    "spaces.costs.sharing.services": "adopt_table delete_draft fill_table put_rule_in_force write_rule",
    "spaces.costs.spending.services": "add_paper next_turn record_cost split_of void_cost",
    "spaces.drafts.services": "delete_draft save_draft update_draft",
    "spaces.requests.services": """
        adopt_requests anonymise_old_requests anonymise_requests ask_for_unit queue_admitted""",
    "spaces.series.services": """
        book_skipped can_change_series claim_dates create_series operators_of preview_series
        refuse_conflicts skip_dates timing_of""",
    "spaces.upkeep.deadlines.services": "record_done refresh_spaces save_deadline tell_of_deadlines",
    "spaces.upkeep.duties.services": """
        accept_swap ask_swap plan_all_turns plan_turns record_turn tell_of_turns undo_swap""",
    "spaces.upkeep.tickets.services": "blocked_times comment_ticket",
}
