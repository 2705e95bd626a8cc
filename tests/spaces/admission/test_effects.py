"""What the decision makes of a candidate."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from governance.amendments.services import accept_amendment, propose_amendment
from governance.closing.services import close_due_rounds, close_round
from governance.hooks import describe_effect
from governance.proposals.models import Proposal
from governance.proposals.services import withdraw_proposal
from governance.resolutions.models import Resolution
from governance.resolutions.services import retry_effect
from governance.rulebook.models import MatterRule
from governance.voting.services import open_voting
from members.applications.joining.documents import add_document
from members.applications.models import Application
from members.applications.services import appeal, write_reasons
from members.companies.models import Company
from members.exchange.listings.models import Listing
from members.people.models import Invitation
from members.people.services import accept_invitation
from multifactory.lib.formats import format_day
from spaces.admission.models import ProposedAdmission
from spaces.allocations.models import Allocation
from spaces.requests.models import Offer, UnitRequest
from tests.factories.applications import ApplicationListingFactory, ApplicationProductFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.factories.spaces import AllocationFactory, OfferFactory, SpaceFactory, UnitRequestFactory
from tests.governance.conftest import end_now
from tests.spaces.admission.conftest import open_vote, propose, ripe

pytestmark = pytest.mark.django_db

State = Application.State
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
YES = ("yes", "yes", "yes")
NO = ("no", "no", "no")


def the_resolution() -> Resolution:
    return Resolution.objects.latest("pk")


def test_adopted_it_is_a_company_with_its_unit_and_an_invitation(decide):
    application = ripe(
        name="Cartapesta Rondelli", email="lucia@example.net", craft="registered", founded=2009
    )

    decide(application, *YES, unit=SpaceFactory(code="C17"))

    company, allocation = Company.objects.get(name="Cartapesta Rondelli"), Allocation.objects.get()
    assert (company.joined_on, company.slug, company.craft) == (
        TOMORROW,
        "cartapesta-rondelli",
        "self_declared",
    )
    assert (company.line, company.field, company.founded) == (application.line, application.field, 2009)
    assert (company.email, company.email_is_public) == ("lucia@example.net", False)
    assert (allocation.unit.code, allocation.company, allocation.start_on) == ("C17", company, TOMORROW)
    assert allocation.resolution == the_resolution()
    application.refresh_from_db()
    assert (application.state, application.company, application.closed_on) == (State.ACCEPTED, company, TODAY)
    assert the_resolution().effect_note == (
        f"Cartapesta Rondelli is a member from {format_day(TOMORROW)}, and its first representative"
        f" is invited. It holds C17 from {format_day(TOMORROW)}."
    )


def test_whom_the_companies_admit_represents_the_company_at_once(decide):
    application = ripe(email="lucia@example.net", language="it")
    decide(application, *YES)
    invitation = Invitation.objects.get()
    subjects = [one.subject for one in mail.outbox if one.to == ["lucia@example.net"]]

    place = accept_invitation(invitation, user=UserFactory(email="lucia@example.net"))

    assert (invitation.role, invitation.invited_by, invitation.is_by_staff) == ("representative", None, False)
    assert (place.is_representative, place.represents_from) == (True, None)
    assert f"Hai ricevuto un invito a entrare in {application.name}" in subjects


@pytest.mark.parametrize(("chosen", "joined"), [(None, 1), (30, 30), (-3, 1), (0, 1), (1, 1)])
def test_it_joins_on_the_chosen_day_or_the_day_after_the_decision(decide, chosen, joined):
    day = None if chosen is None else TODAY + timedelta(days=chosen)

    decide(ripe(name="Cartapesta"), *YES, joins_on=day)

    assert Company.objects.get(name="Cartapesta").joined_on == TODAY + timedelta(days=joined)


def test_the_story_and_the_products_are_shown_only_where_it_said_so(decide):
    silent, open_one = ripe(name="Silent"), ripe(name="Open", may_publish=True)
    for application in (silent, open_one):
        ApplicationProductFactory(application=application)
        ApplicationProductFactory(application=application)  # the same name once more
        decide(application, *YES)

    companies = {name: Company.objects.get(name=name) for name in ("Silent", "Open")}
    assert (companies["Silent"].story, companies["Silent"].products.count()) == ("", 0)
    product = companies["Open"].products.get()
    assert (companies["Open"].story, product.name) == (open_one.story, "Masks")
    assert sorted(product.terms.values_list("kind", "name")) == [("material", "paper"), ("product", "masks")]
    assert sorted(product.stages.values_list("stage", flat=True)) == ["design", "parts"]
    assert "masks" in companies["Open"].search_text


def test_an_address_that_is_taken_gets_a_number(decide):
    CompanyFactory(name="Legno & Vivo", slug="legno-vivo")

    decide(ripe(name="Legno Vivo"), *YES)
    decide(ripe(name="纸"), *YES)

    assert [Company.objects.get(name=name).slug for name in ("Legno Vivo", "纸")] == [
        "legno-vivo-2",
        "company",
    ]


def test_adopted_while_its_unit_was_let_that_morning_it_is_first_in_line_by_its_date(
    decide, electorate, cast_all
):
    unit = SpaceFactory(code="C17")
    UnitRequestFactory(company=CompanyFactory(), unit=unit, asked_at=timezone.now() - timedelta(days=5))
    application = ripe(name="Cartapesta", least_m2=30, most_m2=45)
    voting_round = open_vote(propose(application, electorate[0], unit=unit))
    cast_all(voting_round, *YES)
    AllocationFactory(unit=unit, company=CompanyFactory(name="Quick"), start_on=TODAY)

    end_now(voting_round)

    company, resolution = Company.objects.get(name="Cartapesta"), the_resolution()
    first = UnitRequest.objects.waiting().first()
    assert (first.company, first.application, first.unit) == (company, application, unit)
    assert timezone.localtime(first.asked_at).date() == application.submitted_on
    assert (first.least_m2, first.most_m2, first.takes_others) == (30, 45, True)
    assert (resolution.effect_state, Invitation.objects.get().company) == ("done", company)
    assert "C17 can no longer be had: C17 is allocated to Quick" in resolution.effect_note
    assert "waiting list" in resolution.effect_note


@pytest.mark.parametrize(("m2", "waiting"), [(30, 1), (None, 0)])
def test_without_a_unit_it_waits_for_one_if_it_asked_for_room(decide, m2, waiting):
    decide(ripe(name="Cartapesta", least_m2=m2), *YES)

    assert UnitRequest.objects.waiting().filter(company__name="Cartapesta").count() == waiting


def test_a_candidate_who_waits_already_keeps_the_earlier_place(decide):
    asked_at = timezone.now() - timedelta(days=200)
    request = UnitRequestFactory(company=None, name="Lucia", email="lucia@example.net", asked_at=asked_at)

    decide(ripe(name="Cartapesta", email="lucia@example.net", least_m2=30), *YES)

    kept = UnitRequest.objects.get()
    assert (kept.pk, kept.asked_at, kept.company.name) == (request.pk, asked_at, "Cartapesta")


def test_the_unit_kept_for_a_candidate_is_theirs_and_the_request_settled(decide):
    unit = SpaceFactory(code="C17")
    request = UnitRequestFactory(company=None, name="Lucia", email="lucia@example.net")
    OfferFactory(request=request, unit=unit)

    decide(ripe(name="Cartapesta", email="lucia@example.net"), *YES, unit=unit)

    assert (Offer.objects.get().state, UnitRequest.objects.get().state) == ("done", "settled")
    assert Allocation.objects.get().company.name == "Cartapesta"


def test_a_name_taken_meanwhile_blocks_until_it_is_renamed(electorate, cast_all, coordinator):
    voting_round = open_vote(propose(ripe(name="Cartapesta"), electorate[0]))
    cast_all(voting_round, *YES)
    rival = CompanyFactory(name="CARTAPESTA")

    end_now(voting_round)

    resolution = the_resolution()
    assert (resolution.effect_state, Application.objects.get().state) == ("blocked", State.PROPOSED)
    assert "There is already a company named “Cartapesta”" in resolution.effect_note
    Company.objects.filter(pk=rival.pk).update(name="Cartapesta Mantova")
    assert retry_effect(resolution, by=coordinator).effect_state == "done"
    assert Company.objects.filter(name="Cartapesta").count() == 1


def test_the_candidate_may_be_renamed_instead_for_its_name_was_not_voted_on(
    electorate, cast_all, coordinator
):
    voting_round = open_vote(propose(ripe(name="Cartapesta"), electorate[0]))
    cast_all(voting_round, *YES)
    CompanyFactory(name="Cartapesta")
    end_now(voting_round)
    Application.objects.update(name="Cartapesta Rondelli")

    assert retry_effect(the_resolution(), by=coordinator).effect_state == "done"


def test_closed_twice_it_is_one_company(electorate, cast_all, coordinator):
    voting_round = open_vote(propose(ripe(name="Cartapesta"), electorate[0]))
    cast_all(voting_round, *YES)
    end_now(voting_round)

    assert (close_round(voting_round), close_due_rounds()) == (False, 0)
    retry_effect(the_resolution(), by=coordinator)
    assert Company.objects.filter(name__startswith="Cartapesta").count() == 1
    assert Invitation.objects.count() == 1


def test_withdrawn_by_the_applicant_during_the_vote_the_round_goes_on_and_the_effect_is_blocked(
    electorate, cast_all, coordinator
):
    voting_round = open_vote(propose(ripe(name="Cartapesta"), electorate[0]))
    Application.objects.update(state=State.WITHDRAWN, closed_on=TODAY)
    cast_all(voting_round, *YES)

    closed = end_now(voting_round)

    resolution = the_resolution()
    assert (closed.outcome, resolution.effect_state) == ("adopted", "blocked")
    assert resolution.effect_note == f"Cartapesta withdrew its application on {format_day(TODAY)}."
    assert retry_effect(resolution, by=coordinator).effect_state == "blocked"
    assert not Company.objects.filter(name="Cartapesta").exists()


# --- Not accepted ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [NO, ("yes", "no", "yes", "no"), ("yes",)])
def test_rejected_tied_or_without_a_quorum_it_waits_for_the_reasons(decide, answers):
    decide(ripe(name="Cartapesta"), *answers)

    application = Application.objects.get()
    assert (application.state, application.told_on) == (State.TURNED_DOWN, None)
    assert not Company.objects.filter(name="Cartapesta").exists()


def test_without_a_quorum_but_with_a_second_call_it_stays_proposed(electorate, cast_all, coordinator):
    MatterRule.objects.update(second_quorum_numerator=1, second_quorum_denominator=2)
    first = open_vote(propose(ripe(), electorate[0]))
    cast_all(first, "yes")
    proposal = end_now(first, days_ago=2).proposal
    states = [Application.objects.get().state]

    second = open_voting(proposal, closes_at=timezone.now() + timedelta(days=3), by=coordinator)
    states.append(Application.objects.get().state)
    end_now(second)

    assert [*states, Application.objects.get().state] == [State.PROPOSED, State.PROPOSED, State.TURNED_DOWN]


def test_what_the_applicant_has_withdrawn_is_not_turned_down(electorate, cast_all):
    voting_round = open_vote(propose(ripe(), electorate[0]))
    Application.objects.update(state=State.WITHDRAWN, closed_on=TODAY)
    cast_all(voting_round, *NO)

    end_now(voting_round)

    assert (the_resolution().outcome, Application.objects.get().state) == ("rejected", State.WITHDRAWN)


def refused(decide, coordinator, **values) -> Application:
    application = ripe(figures={"before": {"companies": 5}}, **values)
    decide(application, *NO)
    application.refresh_from_db()
    write_reasons(application, reasons="Five of this kind already.", by=coordinator)
    return application


def test_an_appeal_leads_to_a_proposal_that_replaces_the_refusal_with_the_figures_kept(
    decide, coordinator, electorate, cast_all
):
    unit = SpaceFactory(code="C17")
    application = refused(decide, coordinator, name="Cartapesta")
    refusal = the_resolution()
    ProposedAdmission.objects.update(unit=unit)

    appeal(application, text="We make masks, and nobody else does.")

    proposal = Proposal.objects.latest("pk")
    assert (proposal.state, proposal.supersedes, proposal.company) == (
        "discussion",
        refusal,
        electorate[0][0],
    )
    assert (proposal.author, ProposedAdmission.objects.get(proposal=proposal).unit) == (None, unit)
    assert (application.state, application.figures) == (State.PROPOSED, {"before": {"companies": 5}})
    voting_round = open_vote(proposal)
    cast_all(voting_round, *YES)
    end_now(voting_round)
    assert (the_resolution().supersedes, the_resolution().effect_state) == (refusal, "done")
    assert Company.objects.filter(name="Cartapesta").count() == 1


def test_an_appeal_that_is_turned_down_leaves_the_refusal_in_the_book(decide, coordinator, cast_all):
    application = refused(decide, coordinator)
    appeal(application, text="Once more.")
    voting_round = open_vote(Proposal.objects.latest("pk"))
    cast_all(voting_round, *NO)

    end_now(voting_round)

    application.refresh_from_db()
    assert (application.state, the_resolution().supersedes) == (State.TURNED_DOWN, None)


def test_an_appeal_is_not_withdrawn_by_who_proposed_first_unless_the_applicant_gives_up(decide, coordinator):
    application = refused(decide, coordinator)
    appeal(application, text="Once more.")
    proposal = Proposal.objects.latest("pk")

    with pytest.raises(ValidationError, match="cannot be withdrawn"):
        withdraw_proposal(proposal)
    Application.objects.update(state=State.WITHDRAWN, closed_on=TODAY)
    assert withdraw_proposal(proposal).state == "withdrawn"


def test_the_appeal_of_a_company_that_left_goes_to_the_longest_standing_one(decide, coordinator, electorate):
    application = refused(decide, coordinator)
    electorate[0][0].left_on = TODAY
    electorate[0][0].save()
    Company.objects.filter(pk=electorate[3][0].pk).update(joined_on=date(1999, 1, 1))

    appeal(application, text="Once more.")

    assert Proposal.objects.latest("pk").company == electorate[3][0]


# --- Words and amendments --------------------------------------------------------------------------------


def test_what_would_happen_is_said_in_a_sentence(electorate):
    day = date(TODAY.year + 1, 1, 11)
    proposal = propose(
        ripe(name="Cartapesta"), electorate[0], unit=SpaceFactory(code="C17", name=""), joins_on=day
    )
    without = propose(ripe(name="Altra"), electorate[0])

    assert describe_effect(proposal) == (
        f"Cartapesta becomes a member on {format_day(day)}, and C17 is allocated to it from that day."
    )
    assert describe_effect(without) == "Altra becomes a member on the day after the decision."


def test_an_amendment_gives_another_unit(electorate):
    other = SpaceFactory(code="C15")
    proposal = propose(ripe(), electorate[0], unit=SpaceFactory(code="C17"))
    row = ProposedAdmission.objects.get()
    amendment = propose_amendment(
        proposal,
        company=electorate[1][0],
        author=electorate[1][1],
        title=proposal.title,
        text="Rather C15.",
        reason="It is lighter.",
        request_id="0b6f2c70-64a7-4fd4-a3cf-0b62ba3bc5a1",
        effect_row=ProposedAdmission(application=row.application, unit=other),
    )

    accept_amendment(amendment, by=electorate[0][1])

    row.refresh_from_db()
    assert (row.unit, ProposedAdmission.objects.of_application(row.application).get()) == (other, row)


def test_the_listings_it_asked_for_open_as_its_own(decide):
    application = ripe(name="Cartapesta")
    ApplicationListingFactory(
        application=application, kind="need", title="Paper offcuts", terms="paper, glue"
    )

    decide(application, *YES)

    listing = Listing.objects.get()
    assert (listing.company.name, listing.author, listing.kind) == ("Cartapesta", None, "need")
    assert (listing.title, listing.is_closed) == ("Paper offcuts", False)
    assert sorted(listing.terms.values_list("name", flat=True)) == ["glue", "paper"]


def test_pictures_among_its_papers_are_photos_of_the_company_and_one_that_is_gone_holds_nothing_up(decide):
    application = ripe(name="Cartapesta", may_publish=True)
    for colour in ("red", "blue"):
        data = BytesIO()
        Image.new("RGB", (640, 480), colour).save(data, "PNG")
        add_document(application, upload=SimpleUploadedFile(f"{colour}.png", data.getvalue()))
    add_document(application, upload=SimpleUploadedFile("register.pdf", b"%PDF-1.7"))
    default_storage.delete(application.documents.get(name="blue").file.name)

    decide(application, *YES)

    assert the_resolution().effect_state == "done"
    assert [photo.alt for photo in Company.objects.get(name="Cartapesta").photos.all()] == ["red"]
