"""Secret votes on paper: ticks, two counts apart, and one result with the urn."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from governance.assemblies.secrecy.models import Ballot, Participation
from governance.assemblies.secrecy.paper_votes import (
    count_papers,
    counts_of_choices,
    counts_of_names,
    give_paper,
)
from governance.assemblies.secrecy.services import count_urn
from governance.voting.counting.answers import validate
from governance.voting.models import VotingRound
from tests.factories.members import UserFactory
from tests.governance.assemblies.secret_round import make_secret_round

pytestmark = pytest.mark.django_db


def yes_no(yes, no):
    return counts_of_choices({"yes": yes, "no": no, "abstain": 0, "blank": 0})


def paper_round(*places, cast_by="paper", companies=6):
    secret = make_secret_round(companies, cast_by=cast_by)
    for place in places:
        assert give_paper(secret.round, secret.entries[place], by=secret.scrutineers[0].user) is True
    return secret


def test_two_equal_counts_are_the_result():
    secret = paper_round(0, 1, 2, 3, 4)
    secret.close()
    for keeper in secret.scrutineers[:2]:
        count_papers(secret.round, yes_no(4, 1), by=keeper.user)

    found = count_urn(secret.round, by=secret.scrutineers[0].user)

    assert (found.state, found.outcome) == ("closed", "adopted")
    assert found.tally["counts"] == {"yes": 4, "no": 1, "abstain": 0, "blank": 0}
    assert (Participation.objects.count(), Ballot.objects.count()) == (5, 0)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (yes_no(4, 1), yes_no(3, 2), "papers_differ"),
        (yes_no(4, 2), yes_no(4, 2), "papers_too_many"),
        (yes_no(4, 1), None, "papers"),
    ],
)
def test_unequal_missing_or_too_many_papers_are_not_counted(first, second, code):
    secret = paper_round(0, 1, 2, 3, 4)
    secret.close()
    for keeper, counts in zip(secret.scrutineers, (first, second), strict=False):
        if counts is not None:
            count_papers(secret.round, counts, by=keeper.user)

    with pytest.raises(ValidationError) as error:
        count_urn(secret.round, by=secret.scrutineers[0].user)

    assert error.value.code == code


def test_a_count_is_made_again_by_the_same_person():
    secret = paper_round(0, 1)
    secret.close()
    keeper, other = (one.user for one in secret.scrutineers[:2])
    count_papers(secret.round, yes_no(2, 0), by=keeper)
    count_papers(secret.round, yes_no(1, 1), by=other)
    count_papers(secret.round, yes_no(1, 1), by=keeper)

    assert count_urn(secret.round, by=keeper).tally["counts"]["no"] == 1


def test_urn_and_papers_are_one_count():
    secret = paper_round(3, 4, cast_by="mixed")
    secret.cast_all("no", "no", "yes")
    secret.close()
    for keeper in secret.scrutineers[:2]:
        count_papers(secret.round, yes_no(2, 0), by=keeper.user)

    found = count_urn(secret.round, secret.code(0, 2), by=secret.scrutineers[0].user)

    assert found.tally["counts"] == {"yes": 3, "no": 2, "abstain": 0, "blank": 0}


def test_who_has_voted_takes_no_paper_and_who_took_one_does_not_vote():
    secret = paper_round(1, cast_by="mixed")
    keeper = secret.scrutineers[0].user
    secret.cast_all("yes")

    assert give_paper(secret.round, secret.entries[0], by=keeper) is False
    assert secret.cast(secret.entries[1], "yes") is False
    assert Participation.objects.count() == 2


def test_only_scrutineers_give_papers():
    secret = paper_round()

    with pytest.raises(ValidationError) as error:
        give_paper(secret.round, secret.entries[0], by=UserFactory())

    assert error.value.code == "not_scrutineer"


def test_the_second_count_that_differs_is_said_beside_what_was_typed(client):
    secret = paper_round(0, 1, 2)
    secret.close()
    address = reverse("governance:assembly_papers", args=[secret.assembly.year, secret.assembly.number])
    first, second = (keeper.user for keeper in secret.scrutineers[:2])
    typed = {"yes": 2, "no": 1, "abstain": 0, "blank": 0}
    client.force_login(first)
    assert client.post(address, typed).status_code == 302
    client.force_login(second)

    refused = client.post(address, typed | {"yes": 3, "no": 0})

    form = refused.context["form"]
    assert (form.non_field_errors(), form["yes"].value()) == (
        ["The two counts of the printed ballots are not the same: count them again."],
        "3",
    )
    assert (
        "Counts of the printed ballots: 2 of 2"
        in client.get(address.replace("papers", "urn")).content.decode()
    )
    assert client.post(address, typed).status_code == 302
    assert VotingRound.objects.get().tally["counts"] == typed


@given(st.data(), st.integers(0, 12), st.integers(1, 4))
def test_names_are_dealt_to_papers_that_can_be(data, papers, most):
    keys = "ABCD"
    scores = {key: data.draw(st.integers(0, papers)) for key in keys}
    most = min(most, len(keys))
    if sum(scores.values()) > papers * most:
        with pytest.raises(ValidationError):
            counts_of_names(scores, papers=papers, blank=0, most=most)
        return

    counts = counts_of_names(scores, papers=papers, blank=2, most=most)

    ballots = [one for one in counts if one["answer"]["choice"] == "ballot"]
    found = {key: sum(one["number"] for one in ballots if key in one["answer"]["options"]) for key in keys}
    assert found == scores
    assert sum(one["number"] for one in ballots) == papers
    assert [validate("approval", one["answer"], keys, seats=most if most > 1 else 1) for one in counts] == [
        [] for _one in counts
    ]
