"""A company does not vote on its own matter: by its own word, or by a resolution that names it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.proposals.models import Recusal
from governance.proposals.recusals import declare_recusal, names_company, withdraw_recusal
from governance.proposals.services import freeze_proposal
from governance.rulebook.models import MatterRule
from governance.voting.services import Citation, open_voting
from governance.voting.votes import cast_vote
from spaces.effects.models import ProposedAllocation, ProposedEnd
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db


def in_days(days: float):
    return timezone.now() + timedelta(days=days)


def companies(number: int):
    """Each with its representative: [(company, person), …]."""
    places = [MembershipFactory(role="representative") for _ in range(number)]
    return [(place.company, place.user) for place in places]


def test_a_coordinator_declares_it_for_nobody(coordinator):
    """38 companies recused by a coordinator and one yes of 39: adopted. Now none is."""
    own, *others = companies(39)
    proposal = freeze_proposal(ProposalFactory(company=own[0]))
    for company, _person in others:
        with pytest.raises(ValidationError, match="Only a representative of"):
            declare_recusal(proposal, company=company, by=coordinator, reason="theirs")

    voting_round = open_voting(proposal, closes_at=in_days(7), by=coordinator)

    assert Recusal.objects.count() == 0
    assert voting_round.roll.filter(standing="entitled").count() == 39


def test_nobody_takes_it_back_for_another(coordinator):
    (company, person), *_ = companies(1)
    proposal = ProposalFactory()
    declare_recusal(proposal, company=company, by=person, reason="ours")

    with pytest.raises(ValidationError, match="Only a representative of"):
        withdraw_recusal(proposal, company=company, by=coordinator)
    assert proposal.recusals.count() == 1


def test_the_back_office_saves_no_recusal_of_others(client_of, coordinator):
    """Three recusals of others were saved there, and no mail went out."""
    proposal = ProposalFactory()
    page = reverse("admin:governance_proposal_change", args=[proposal.pk])
    rows = {"title": proposal.title, "matter": proposal.matter, "text": proposal.text}
    rows |= {"recusals-TOTAL_FORMS": 3, "recusals-INITIAL_FORMS": 0}
    for place in range(3):
        rows |= {f"recusals-{place}-company": CompanyFactory().pk, f"recusals-{place}-reason": "theirs"}

    client_of(coordinator).post(page, rows)

    assert Recusal.objects.count() == 0


def test_a_company_declares_it_again_before_another_round():
    (own, _), (company, person), *_ = companies(3)
    proposal = ProposalFactory(company=own, state="closed")

    declare_recusal(proposal, company=company, by=person, reason="ours")

    assert [entry.company for entry in proposal.recusals.all()] == [company]


# --- By a resolution -------------------------------------------------------------------------------------


def test_a_resolution_that_names_a_company_keeps_it_from_voting(coordinator):
    (own, _), (company, person), *_ = companies(4)
    resolution = ResolutionFactory(year=2026, number=14, text=f"In this matter {company} does not vote.")
    proposal = freeze_proposal(ProposalFactory(company=own))
    mail.outbox.clear()

    voting_round = open_voting(
        proposal, closes_at=in_days(7), by=coordinator, cited=Citation(company, resolution)
    )

    entry = voting_round.roll.get(company=company)
    assert (entry.standing, entry.reason) == ("recused", "by resolution 2026/14")
    own_mail = next(one for one in mail.outbox if one.to == [person.email])
    assert "does not vote on this proposal because of a conflict of interest" in own_mail.body
    assert "it is counted for the quorum" in own_mail.body
    assert "has one vote" not in own_mail.body
    proposal.state = "closed"
    proposal.save()
    with pytest.raises(ValidationError, match="does not vote by resolution"):
        withdraw_recusal(proposal, company=company, by=person)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": "Let us mend the roof."}, "Resolution 2024/7 does not name Legno Vivo."),
        ({"text": "Not Legno Vivo.", "outcome": "rejected"}, "This resolution was not adopted."),
    ],
    ids=["about something else", "not adopted"],
)
def test_a_resolution_that_does_not_say_so_keeps_nobody_from_voting(coordinator, values, words):
    (own, _), *_ = companies(3)
    company = CompanyFactory(name="Legno Vivo")
    resolution = ResolutionFactory(year=2024, number=7, **values)
    proposal = freeze_proposal(ProposalFactory(company=own))

    with pytest.raises(ValidationError) as caught:
        open_voting(proposal, closes_at=in_days(7), by=coordinator, cited=Citation(company, resolution))

    assert caught.value.messages == [words]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.rounds.count(), proposal.recusals.count()) == ("frozen", 0, 0)


@pytest.mark.parametrize(
    ("text", "is_named"),
    [("LEGNO\nVIVO.", True), ("the Legno-Vivo’s", True), ("Legnovivo", False), ("Legno Vivos", False)],
)
def test_names_company_reads_whole_words(text, is_named):
    assert names_company(text, CompanyFactory.build(name="Legno Vivo")) is is_named


def test_the_opening_form_cites_a_resolution(client_of, coordinator):
    (own, _), (company, _person), *_ = companies(4)
    ResolutionFactory(year=2026, number=14, title=f"{company} and the roof")
    proposal = freeze_proposal(ProposalFactory(company=own))
    page, client = reverse("governance:voting_open", args=[proposal.pk]), client_of(coordinator)
    form = {"closes_at": timezone.localtime(in_days(7)).strftime("%Y-%m-%dT%H:%M"), "recused": company.pk}

    half = client.post(page, form).content.decode()
    unknown = client.post(page, form | {"recusal_resolution": "2026/99"}).content.decode()
    client.post(page, form | {"recusal_resolution": "2026/14"})

    assert "Name both, the company and the resolution, or neither." in half
    assert "There is no such resolution in the book." in unknown
    assert proposal.rounds.get().roll.get(company=company).standing == "recused"


def test_the_page_warns_before_opening_when_no_majority_is_left_to_vote(client_of, coordinator):
    people = companies(4)
    proposal = freeze_proposal(ProposalFactory(company=people[0][0]))
    page, client = reverse("governance:voting_open", args=[proposal.pk]), client_of(coordinator)
    warning = "Only 2 of 4 member companies can vote on this"
    assert "Few are left to vote" not in client.get(page).content.decode()

    for company, person in people[2:]:
        declare_recusal(proposal, company=company, by=person, reason="ours")

    assert warning in " ".join(client.get(page).content.decode().split())


# --- The companies an effect concerns ---------------------------------------------------------------------


def an_allocation_to(company, own):
    proposal = ProposalFactory(company=own, matter="allocation", effect="allocate")
    start = timezone.localdate() + timedelta(days=30)
    ProposedAllocation.objects.create(
        proposal=proposal, unit=SpaceFactory(kind="unit"), company=company, start_on=start
    )
    return proposal


def test_the_companies_concerned_are_asked_when_the_text_is_fixed():
    (own, _), (company, person), *_ = companies(3)
    proposal = an_allocation_to(company, own)

    freeze_proposal(proposal)

    subjects = [(one.to, one.subject) for one in mail.outbox]
    assert subjects == [([person.email], f"Is there a conflict of interest for {company}? {proposal.title}")]


def test_who_has_said_so_already_is_not_asked():
    (own, _), (company, person), *_ = companies(3)
    proposal = an_allocation_to(company, own)
    declare_recusal(proposal, company=company, by=person, reason="ours")

    freeze_proposal(proposal)

    assert mail.outbox == []


def test_the_holder_is_asked_about_the_end_of_its_allocation():
    (own, _), (company, person), *_ = companies(3)
    allocation = AllocationFactory(company=company)
    proposal = ProposalFactory(company=own, matter="allocation", effect="end_allocation")
    end_on = timezone.localdate() + timedelta(days=30)
    ProposedEnd.objects.create(proposal=proposal, allocation=allocation, end_on=end_on)

    freeze_proposal(proposal)

    assert [one.to for one in mail.outbox] == [[person.email]]


@pytest.mark.parametrize(
    ("does", "words"),
    [
        ("stand aside", "it declared a conflict of interest and did not vote."),
        ("vote", "it voted."),
        ("nothing", "it could vote and did not."),
    ],
)
def test_the_result_says_whether_the_company_concerned_voted(client_of, does, words):
    (own, proposer), (company, person), *others = companies(4)
    proposal = an_allocation_to(company, own)
    freeze_proposal(proposal)
    page = client_of(person).get(proposal.get_absolute_url()).content.decode()
    assert f"This proposal concerns {company} itself." in page
    if does == "stand aside":
        declare_recusal(proposal, company=company, by=person, reason="ours")
    voting_round = open_voting(proposal, closes_at=in_days(7), by=UserFactory())
    voters = [(own, proposer), *others] + ([(company, person)] if does == "vote" else [])
    for voter, by in voters:
        cast_vote(voting_round, company=voter, answer={"choice": "yes"}, by=by)
    mail.outbox.clear()

    end_now(voting_round)

    sentence = f"The decision concerns {company}: {words}"
    assert all(sentence in one.body for one in mail.outbox)
    assert sentence in client_of(person).get(proposal.get_absolute_url()).content.decode()
    resolution = proposal.resolutions.get()
    assert sentence in client_of(person).get(resolution.get_absolute_url()).content.decode()


def test_the_result_that_waits_for_a_second_call_says_so_too(client_of):
    """There the page said the name of the company alone, which those who stand aside are asked about."""
    MatterRule.objects.update(second_quorum_numerator=0, second_quorum_denominator=1)
    (own, _proposer), (company, person), *_others = companies(4)
    proposal = an_allocation_to(company, own)
    freeze_proposal(proposal)

    end_now(open_voting(proposal, closes_at=in_days(7), by=UserFactory()))

    page = client_of(person).get(proposal.get_absolute_url()).content.decode()
    assert f"The decision concerns {company}: it could vote and did not." in page
    assert f"This proposal concerns {company} itself." in page
