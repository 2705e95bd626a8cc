"""Who led a proposal on is kept, and what cannot be done while something is voted on."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.amendments.services import propose_amendment, withdraw_amendment
from governance.proposals.models import Proposal
from governance.proposals.services import (
    defer_proposal,
    edit_proposal,
    freeze_proposal,
    open_discussion,
    require_reason,
    resume_discussion,
    withdraw_proposal,
)
from governance.voting.services import open_amendment_voting
from tests.factories.governance import AmendmentFactory, ProposalFactory
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db


def test_each_step_keeps_who_took_it_and_the_page_of_versions_shows_it(client_of, representative):
    writer, chair = UserFactory(), UserFactory()
    proposal = ProposalFactory(state="draft")
    open_discussion(proposal, by=writer)
    freeze_proposal(proposal, by=writer)
    resume_discussion(proposal, by=chair)
    defer_proposal(proposal, by=chair, reason="Snow.")
    withdraw_proposal(proposal, by=writer)

    assert list(proposal.steps.values_list("state", "by", "reason")) == [
        ("discussion", writer.pk, ""),
        ("frozen", writer.pk, ""),
        ("discussion", chair.pk, ""),
        ("deferred", chair.pk, "Snow."),
        ("withdrawn", writer.pk, ""),
    ]
    page = client_of(representative).get(reverse("governance:version_list", args=[proposal.pk]))
    assert [str(step.by) for step in page.context["steps"]][:2] == [str(writer), str(chair)]


@pytest.mark.parametrize(
    "leave",
    [
        lambda proposal: withdraw_proposal(proposal, by=UserFactory()),
        lambda proposal: defer_proposal(proposal, by=UserFactory(), reason="Snow."),
    ],
)
def test_a_proposal_stays_while_an_amendment_is_voted_on(electorate, leave):
    """Before, it was withdrawn and companies went on voting on a change of it."""
    amendment = AmendmentFactory(proposal__company=electorate[0][0])
    open_amendment_voting(amendment, closes_at=timezone.now() + timedelta(days=7), by=UserFactory())

    with pytest.raises(ValidationError, match="An amendment is being voted on"):
        leave(amendment.proposal)


def test_amendments_of_a_withdrawn_proposal_were_not_put_to_the_vote():
    amendment = AmendmentFactory()

    withdraw_proposal(amendment.proposal, by=UserFactory())

    amendment.refresh_from_db()
    assert (amendment.state, amendment.settled_at is not None) == ("not_voted", True)


@pytest.mark.parametrize(
    ("answers", "state"), [((), "not_voted"), (("no", "no", "no"), "rejected"), (("yes",), "rejected")]
)
def test_an_amendment_nobody_voted_on_was_not_rejected(electorate, cast_all, answers, state):
    """Before, it read "rejected by vote"."""
    amendment = AmendmentFactory(proposal__company=electorate[0][0])
    voting_round = open_amendment_voting(
        amendment, closes_at=timezone.now() + timedelta(days=7), by=UserFactory()
    )
    cast_all(voting_round, *answers)

    end_now(voting_round)

    amendment.refresh_from_db()
    assert amendment.state == state


# --- Amendments ------------------------------------------------------------------------------------------


def propose(proposal, company, text, number):
    return propose_amendment(
        proposal,
        company=company,
        author=UserFactory(),
        title=proposal.title,
        text=text,
        reason="why",
        request_id=f"00000000-0000-4000-8000-{number:012}",
    )


def test_a_company_has_at_most_two_open_amendments(company):
    """Before, one company held up a text with as many as it liked."""
    proposal = ProposalFactory()
    first = propose(proposal, company, "One.", 1)
    propose(proposal, company, "Two.", 2)

    with pytest.raises(ValidationError, match="has 2 open amendments"):
        propose(proposal, company, "Three.", 3)
    withdraw_amendment(first, by=MembershipFactory(company=company, role="representative").user)

    assert propose(proposal, company, "Three.", 3).number == 3


def test_the_chair_withdraws_an_amendment_with_a_reason_that_its_company_gets(client_of, coordinator):
    place = MembershipFactory(role="representative")
    MembershipFactory(company=place.company)
    amendment = AmendmentFactory(company=place.company)
    client = client_of(coordinator)
    url = reverse("governance:amendment_withdraw", args=[amendment.proposal_id, 1])

    assert "reason" in client.post(url, {"reason": " "}).context["form"].errors
    client.post(url, {"reason": "Its author has left."})

    amendment.refresh_from_db()
    assert (amendment.state, amendment.settled_by, amendment.settle_reason) == (
        *("withdrawn", coordinator),
        "Its author has left.",
    )
    assert [one.to for one in mail.outbox] == [[place.user.email]]
    assert "Its author has left." in mail.outbox[0].body
    page = client.get(amendment.proposal.get_absolute_url()).content.decode()
    assert "Its author has left." in page


def test_its_own_company_gives_no_reason_and_gets_no_mail():
    place = MembershipFactory(role="representative")
    amendment = withdraw_amendment(AmendmentFactory(company=place.company), by=place.user)

    assert (amendment.state, amendment.settled_by, mail.outbox) == ("withdrawn", place.user, [])


# --- Versions of terms -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "line"),
    [
        ({"cost_cents": 120_00}, "Cost: € 120, the same for every company"),
        ({"review_months": 6}, "To be reviewed: after 6 months"),
        ({"method": "consent"}, "Way of voting: consent: adopted unless someone objects"),
    ],
)
def test_a_changed_term_is_a_version_that_the_comparison_shows(client_of, representative, terms, line):
    """Before, cost, matter and the rest changed in discussion without a trace."""
    proposal = ProposalFactory()

    edit_proposal(
        proposal, title=proposal.title, text=proposal.text, matter="ordinary", by=UserFactory(), **terms
    )

    page = client_of(representative).get(reverse("governance:version_list", args=[proposal.pk]))
    added = [
        "".join(one.text for one in row.pieces if one.kind != "removed") for row in page.context["lines"]
    ]
    assert proposal.versions.count() == 2
    assert line in added


def test_a_draft_keeps_one_version_and_the_same_terms_are_none():
    draft, open_one = ProposalFactory(state="draft"), ProposalFactory()
    for proposal in (draft, open_one):
        words = {"title": proposal.title, "text": proposal.text, "matter": proposal.matter}
        edit_proposal(proposal, by=UserFactory(), **words)
    edit_proposal(draft, by=UserFactory(), **words | {"cost_cents": 5})

    assert [proposal.versions.count() for proposal in (draft, open_one)] == [1, 1]
    assert draft.versions.get().terms["cost_cents"] == 5


# --- Reasons and lists -----------------------------------------------------------------------------------


def test_a_reason_is_as_long_as_the_form_takes_and_no_longer():
    assert require_reason(" x" * 150) == (" x" * 150).strip()

    with pytest.raises(ValidationError, match="at most 300 characters"):
        require_reason("x" * 301)


def test_the_list_begins_with_what_waits_for_us_and_ends_with_what_was_decided_first(
    electorate, cast_all, put_to_vote
):
    """Before, an older vote that waited stood below a newer one that was voted on."""
    first, second = put_to_vote(title="Voted"), put_to_vote(title="Waits")
    later = put_to_vote(title="Voted, ends first")
    type(later).objects.filter(pk=later.pk).update(closes_at=timezone.now() + timedelta(days=1))
    for voting_round in (first, later):
        cast_all(voting_round, "yes")
    decided = [put_to_vote(title=f"Decided {number}") for number in (1, 2)]
    end_now(decided[1])
    end_now(decided[0])
    ProposalFactory(title="Discussed")

    listed = Proposal.objects.for_list(electorate[0][0]).values_list("title", flat=True)

    assert list(listed) == [
        *("Waits", "Voted, ends first", "Voted", "Discussed"),
        *("Decided 1", "Decided 2"),
    ]
    assert second.proposal.title == "Waits"


def test_in_discussion_holds_what_is_in_discussion():
    """Before, it held texts that were fixed."""
    discussed = ProposalFactory()
    ProposalFactory(state="frozen")

    assert list(Proposal.objects.in_discussion()) == [discussed]
