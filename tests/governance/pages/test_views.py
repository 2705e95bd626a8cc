"""The list of proposals, the page of each, and the forms on it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.closing.services import close_round
from governance.discussion.models import Comment
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from governance.voting.models import Vote
from governance.voting.services import cancel_round
from tests.factories.governance import (
    AmendmentFactory,
    CommentFactory,
    ProposalFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


@pytest.fixture
def voting_round(company):
    """Open, with the company and two others on the roll; one of the others has voted no."""
    voting_round = VotingRoundFactory(proposal__title="Mend the roof")
    RollEntryFactory(round=voting_round, company=company)
    RollEntryFactory(round=voting_round, company=CompanyFactory(name="Legno Vivo"))
    VoteFactory(roll_entry=RollEntryFactory(round=voting_round, company__name="Secret Voter"), choice="no")
    return voting_round


def end(voting_round):
    voting_round.opened_at = timezone.now() - timedelta(days=2)
    voting_round.closes_at = timezone.now() - timedelta(milliseconds=1)
    voting_round.save()


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_the_list_shows_what_waits_first_and_no_foreign_draft(client_of, collaborator, company, voting_round):
    old = ProposalFactory(state="decided", title="Old")
    draft = ProposalFactory(state="draft", title="My draft", company=company)
    ProposalFactory(state="draft", title="Foreign draft")

    response = client_of(collaborator).get(url("proposal_list"))

    assert list(response.context["page_obj"]) == [voting_round.proposal, draft, old]
    assert f"{company} has not voted" in response.content.decode()


def test_the_list_is_filtered_by_state_matter_and_words(client_of, collaborator):
    roof = ProposalFactory(title="Roof", matter="renewal", text="It leaks")
    ProposalFactory(title="Fair", text="In May", matter="event", state="decided")
    client = client_of(collaborator)

    for query in ("state=discussion", "matter=renewal", "q=LEAKS", "q=roof"):
        assert list(client.get(url("proposal_list"), _pairs(query)).context["page_obj"]) == [roof]


def _pairs(query: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in query.split("&"))


@pytest.mark.parametrize("query", ["state=nonsense", "matter=%00", "page=zero", "page=99", "q=" + "x" * 101])
def test_the_list_answers_nonsense_with_a_page(client_of, collaborator, query):
    ProposalFactory()

    assert client_of(collaborator).get(f"{url('proposal_list')}?{query}").status_code == 200


def test_the_empty_list_says_what_to_do(client_of, representative, collaborator):
    sentences = [
        "Write down what the community should decide.",
        "A representative of any company can write the first proposal.",
    ]
    for person, sentence in zip((representative, collaborator), sentences, strict=True):
        assert sentence in client_of(person).get(url("proposal_list")).content.decode()


def test_the_list_as_csv_cannot_carry_a_formula(client_of, collaborator):
    ProposalFactory(title="=1+1")

    response = client_of(collaborator).get(url("proposal_list"), {"format": "csv"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert ",'=1+1," in response.content.decode()


def test_people_without_a_company_are_told_they_may_not(client_of, voting_round):
    client = client_of(UserFactory())
    pages = [url("proposal_list"), url("proposal_new"), voting_round.proposal.get_absolute_url()]

    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    assert "You cannot do this" in client.get(pages[0]).content.decode()


def test_a_collaborator_speaks_for_the_company(client_of, collaborator, company):
    proposal = ProposalFactory()
    data = {"company": company.pk, "kind": "concern", "text": "Who *pays*?", "request_id": str(uuid.uuid4())}
    client = client_of(collaborator)

    answers = [client.post(url("comment_new", proposal.pk), data) for _ in range(2)]

    comment = Comment.objects.get()
    assert {answer.url for answer in answers} == {f"{proposal.get_absolute_url()}#comment-{comment.pk}"}
    assert (comment.company, comment.author, comment.kind) == (company, collaborator, "concern")
    assert "Who <em>pays</em>?" in client.get(proposal.get_absolute_url()).content.decode()


def test_an_empty_comment_gets_its_form_back(client_of, collaborator, company):
    data = {"company": company.pk, "kind": "for", "text": "", "request_id": str(uuid.uuid4())}

    response = client_of(collaborator).post(url("comment_new", ProposalFactory().pk), data)

    assert (response.status_code, set(response.context["comment_form"].errors)) == (200, {"text"})


def test_nobody_speaks_for_a_foreign_company(client_of, collaborator):
    data = {"company": CompanyFactory().pk, "kind": "for", "text": "Yes", "request_id": str(uuid.uuid4())}

    assert client_of(collaborator).post(url("comment_new", ProposalFactory().pk), data).status_code == 403


def test_a_comment_keeps_its_html_as_text(client_of, collaborator):
    comment = CommentFactory(text="<script>alert(1)</script>")

    page = client_of(collaborator).get(comment.proposal.get_absolute_url()).content.decode()

    assert "<script>alert" not in page


def cast(client, voting_round, company, choice="yes"):
    data = {"company": company.pk, "choice": choice}
    return client.post(url("vote_cast", voting_round.proposal_id), data, follow=True)


def test_a_double_click_is_one_vote_with_the_same_confirmation(
    client_of, representative, company, voting_round
):
    client = client_of(representative)

    answers = [cast(client, voting_round, company) for _ in range(2)]

    expected = [f"{company} votes “yes”. You can change it until voting closes."]
    assert [messages_of(answer) for answer in answers] == [expected, expected]
    assert Vote.objects.filter(roll_entry__company=company).count() == 1


def test_my_vote_is_shown_and_can_be_changed(client_of, representative, company, voting_round):
    client = client_of(representative)
    cast(client, voting_round, company, "yes")

    response = cast(client, voting_round, company, "abstain")

    page = response.content.decode()
    assert f"{company} votes <strong>abstain</strong>." in page
    assert response.context["vote_form"].initial["choice"] == "abstain"
    assert f"{company} has voted" in client.get(url("proposal_list")).content.decode()


def test_a_get_never_votes(client_of, representative, company, voting_round):
    page = url("vote_cast", voting_round.proposal.pk)

    assert client_of(representative).get(f"{page}?company={company.pk}&choice=yes").status_code == 405
    assert Vote.objects.filter(roll_entry__company=company).count() == 0


def test_a_vote_without_a_choice_gets_its_form_back(client_of, representative, company, voting_round):
    response = cast(client_of(representative), voting_round, company, "")

    assert response.status_code == 200
    assert response.context["vote_form"].errors == {"choice": ["Choose yes, no, abstain or blank."]}
    assert "Choose yes, no, abstain or blank." in response.content.decode()


def test_a_vote_after_the_end_is_refused_with_the_result(client_of, representative, company, voting_round):
    end(voting_round)

    response = cast(client_of(representative), voting_round, company)

    assert messages_of(response) == ["Voting is closed. This vote is not counted."]
    assert response.context["round"].outcome == "no_quorum"


def test_the_vote_is_for_the_company_the_page_named(client_of, representative, company, voting_round):
    """A second window switched the person to another company; the form of the first stays for the first."""
    other = MembershipFactory(user=representative, role="representative").company
    RollEntryFactory(round=voting_round, company=other)
    client = client_of(representative)
    session = client.session
    session["acting_membership"] = representative.memberships.get(company=other).pk
    session.save()

    cast(client, voting_round, company, "no")

    assert Vote.objects.get(cast_by=representative).roll_entry.company == company


def test_who_may_not_vote_reads_why(client_of, collaborator, coordinator, company, voting_round):
    outsider = MembershipFactory(role="representative", company__name="Late Comer")
    expected = {
        collaborator: f"Only a representative can vote on behalf of {company}, and you are a collaborator.",
        coordinator: "You are viewing this as a coordinator. Only companies vote, and you do not represent "
        "one.",
        outsider.user: "Late Comer cannot vote here: it was not a member company when voting opened.",
    }

    for person, reason in expected.items():
        client = client_of(person)
        response = client.get(voting_round.proposal.get_absolute_url())
        assert (response.context["vote_form"], reason in response.content.decode()) == (None, True)
    assert cast(client_of(collaborator), voting_round, company).status_code == 403
    assert cast(client_of(coordinator), voting_round, company).status_code == 403
    assert cast(client_of(outsider.user), voting_round, outsider.company).status_code == 403
    assert cast(client_of(outsider.user), voting_round, company).status_code == 403


def test_a_vote_where_no_round_was_opened_is_not_there(client_of, representative, company):
    data = {"company": company.pk, "choice": "yes"}

    assert client_of(representative).post(url("vote_cast", ProposalFactory().pk), data).status_code == 404


def test_a_vote_that_comes_after_the_end_reads_closed(client_of, representative, company):
    """Before, 1 of 100 got 404: the page had seen the proposal in voting and the round counted."""
    ended, cancelled = VotingRoundFactory(), VotingRoundFactory()
    amendment = AmendmentFactory()
    on_amendment = VotingRoundFactory(
        proposal=amendment.proposal, version=amendment.base, amendment=amendment
    )
    for voting_round in (ended, cancelled, on_amendment):
        RollEntryFactory(round=voting_round, company=company)
    end(ended)
    end(on_amendment)
    cancel_round(cancelled, reason="A wrong figure.", by=representative)

    client = client_of(representative)
    for voting_round in (ended, cancelled, on_amendment):
        assert messages_of(cast(client, voting_round, company)) == [
            "Voting is closed. This vote is not counted."
        ]
    assert Vote.objects.count() == 0


def test_a_vote_for_a_company_of_others_is_refused(client_of, representative, company, voting_round):
    """Before, the answer was the page, with a sentence on it."""
    other = RollEntryFactory(round=voting_round).company

    assert cast(client_of(representative), voting_round, other).status_code == 403
    assert cast(client_of(representative), voting_round, company).status_code == 200
    assert Vote.objects.filter(roll_entry__company=other).count() == 0


@pytest.mark.parametrize(("votes", "recused", "is_shown"), [(2, 0, False), (2, 1, False), (3, 0, True)])
def test_how_many_have_voted_shows_from_three_votes_on(client_of, representative, votes, recused, is_shown):
    voting_round = VotingRoundFactory()
    for _ in range(votes):
        VoteFactory(roll_entry=RollEntryFactory(round=voting_round))
    for _ in range(recused):
        RollEntryFactory(round=voting_round, standing="recused", reason="it is about us")

    page = client_of(representative).get(voting_round.proposal.get_absolute_url()).text

    assert ("3 companies took part." in page, "vote-strip" in page) == (is_shown, is_shown)


def test_nobody_sees_who_voted_or_what_before_closing(
    client_of, representative, coordinator, superuser, voting_round
):
    for person in (representative, coordinator, superuser):
        response = client_of(person).get(voting_round.proposal.get_absolute_url())
        page = response.content.decode()
        # Before, it said that one company had taken part: whoever has voted knew that it was the only one.
        assert "The number of companies that have voted is shown once there are three." in page
        assert ("took part" in page, "Took part" in page) == (False, False)
        assert [word in page for word in ("Secret Voter", "Who voted what", 'class="strip')] == [False] * 3
        assert "result" not in response.context
        assert "Secret Voter" not in client_of(person).get(url("proposal_list")).content.decode()


def test_a_page_closes_a_round_that_has_ended(client_of, representative, company, voting_round):
    cast(client_of(representative), voting_round, company, "yes")
    end(voting_round)

    page = client_of(representative).get(voting_round.proposal.get_absolute_url()).content.decode()

    resolution = Resolution.objects.get()
    assert resolution.round == voting_round
    assert all(
        part in page
        for part in ("Who voted what", "Secret Voter", "Tied: not adopted", "The quorum is reached.")
    )
    assert resolution.get_absolute_url() in page
    assert "Vote on behalf of" not in page


def test_the_list_closes_rounds_that_have_ended(client_of, representative, voting_round):
    end(voting_round)

    page = client_of(representative).get(url("proposal_list")).content.decode()

    assert "No quorum" in page
    assert Proposal.objects.get().state == "decided"


def test_a_round_that_cannot_be_counted_still_has_a_page(client_of, representative, voting_round):
    voting_round.rule = {"base": "present"} | {"numerator": 0}
    end(voting_round)

    response = client_of(representative).get(url("proposal_list"))

    assert "Being counted" in response.content.decode()


def _fill(number, company):
    for _ in range(number):
        open_round = VotingRoundFactory()
        entry = RollEntryFactory(round=open_round, company=company)
        VoteFactory(roll_entry=entry)
        closed = VotingRoundFactory()
        VoteFactory(roll_entry=RollEntryFactory(round=closed, company=company))
        end(closed)
        close_round(closed)
    for _ in range(number):
        CommentFactory(proposal=open_round.proposal)
        CommentFactory(proposal=closed.proposal)
        RollEntryFactory(round=open_round)
    return open_round.proposal, closed.proposal


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_a_fixed_number_of_queries(
    client_of, representative, company, number, django_assert_num_queries
):
    in_voting, decided = _fill(number, company)
    in_discussion = CommentFactory.create_batch(number, proposal=ProposalFactory(company=company))[0].proposal
    client = client_of(representative)
    pages = {
        url("proposal_list"): 7,
        in_discussion.get_absolute_url(): 14,
        in_voting.get_absolute_url(): 11,
        decided.get_absolute_url(): 10,
        url("resolution_list"): 7,
        Resolution.objects.first().get_absolute_url(): 15,
    }

    for page, queries in pages.items():
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200
