"""The desk reminds phones, and the board shows them the way to the vote."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.assemblies.hall.board import way_to_vote
from governance.assemblies.hall.hands import enter_hand
from governance.assemblies.hall.models import VoteReminder
from governance.assemblies.hall.reminders import remind_phones
from governance.voting.models import VotingRound
from multifactory.lib.mail import absolute_url
from tests.factories.assemblies import ProxyFactory, come_in, entries_of, representative_of
from tests.factories.members import MembershipFactory
from tests.governance.assemblies.hall import cast, close, hold, vote_on
from tests.governance.assemblies.secret_round import make_secret_round
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def reminded(mailoutbox):
    return {mail.to[0]: mail.body for mail in mailoutbox if mail.subject.startswith("Vote now")}


def test_who_is_there_and_has_not_voted_is_reminded_and_nobody_else(mailoutbox):
    assembly = hold(5, present=4)
    voted, by_hand, colleagues, named, absent = entries_of(assembly)
    second = MembershipFactory(role="representative", company=colleagues.company).user
    come_in(named, user=representative_of(named))
    colleague_of_named = MembershipFactory(role="representative", company=named.company).user
    voting_round = vote_on(assembly)
    cast(voting_round, voted, "yes")
    enter_hand(voting_round, company=by_hand.company, choice="no", by=assembly.chair)

    remind_phones(voting_round, by=assembly.chair)

    mails = reminded(mailoutbox)
    assert set(mails) == {
        one.email for one in (representative_of(colleagues), second, representative_of(named))
    }
    assert named.company.name in mails[representative_of(named).email]
    assert absolute_url(voting_round.get_absolute_url()) in mails[second.email]
    assert not {representative_of(absent).email, colleague_of_named.email} & set(mails)


def test_of_a_proxy_the_person_it_names_is_reminded_once_for_both(mailoutbox):
    assembly = hold(3, present=1)
    holder, grantor, _absent = entries_of(assembly)
    ProxyFactory(grantor=grantor, holder=holder, person=representative_of(holder))
    voting_round = vote_on(assembly)

    remind_phones(voting_round, by=assembly.chair)

    [(person, words)] = reminded(mailoutbox).items()
    assert person == representative_of(holder).email
    assert f"{holder.company.name}, {grantor.company.name}" in words


def test_of_a_secret_vote_who_has_not_taken_part_gets_the_way_to_the_ballots(mailoutbox):
    secret = make_secret_round(3)
    secret.cast(secret.entries[0], "yes")

    remind_phones(secret.round, by=secret.chair)

    mails = reminded(mailoutbox)
    path = reverse("governance:assembly_ballots", args=[secret.assembly.year, secret.assembly.number])
    assert set(mails) == {secret.person(entry).email for entry in secret.entries[1:]}
    assert all(absolute_url(path) in words for words in mails.values())
    secret.close()
    with pytest.raises(ValidationError, match="No vote on phones"):
        remind_phones(secret.round, by=secret.chair)


def test_again_within_a_minute_a_vote_by_hands_and_a_closed_one_remind_nobody(mailoutbox):
    assembly = hold(3)
    voting_round = vote_on(assembly)
    remind_phones(voting_round, by=assembly.chair)
    with pytest.raises(ValidationError, match="wait a minute"):
        remind_phones(voting_round, by=assembly.secretary)
    with time_machine.travel(timezone.now()):
        VoteReminder.objects.update(sent_at=timezone.now() - timedelta(seconds=61))
    remind_phones(voting_round, by=assembly.secretary)
    assert len([mail for mail in mailoutbox if mail.subject.startswith("Vote now")]) == 6

    VotingRound.objects.filter(pk=voting_round.pk).update(cast_by="hands")
    with pytest.raises(ValidationError, match="No vote on phones"):
        remind_phones(voting_round, by=assembly.chair)
    close(voting_round, assembly)
    with pytest.raises(ValidationError, match="No vote on phones"):
        remind_phones(voting_round, by=assembly.chair)


def test_the_button_of_the_desk_is_the_chairs_and_goes_when_all_have_voted(client, mailoutbox):
    assembly = hold(2)
    voting_round = vote_on(assembly)
    where = [assembly.year, assembly.number]
    desk, remind = (
        reverse("governance:assembly_desk", args=where),
        reverse("governance:assembly_round_remind", args=[*where, voting_round.pk]),
    )
    client.force_login(MembershipFactory(role="representative").user)
    assert client.post(remind).status_code == 403
    client.force_login(assembly.chair)
    assert f'action="{remind}"' in client.get(desk).content.decode()

    answer = client.post(remind, follow=True)

    assert "has not voted gets an e-mail" in answer.content.decode()
    assert len(reminded(mailoutbox)) == 2
    for entry in entries_of(assembly):
        cast(voting_round, entry, "yes")
    assert f'action="{remind}"' not in client.get(desk).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_desks_that_remind_at_once_write_once():
    assembly = hold(3)
    voting_round = vote_on(assembly)

    answers = at_once(
        *[lambda by=by: remind_phones(voting_round, by=by) for by in (assembly.chair, assembly.secretary)]
    )

    assert sum(isinstance(one, VoteReminder) for one in answers) == VoteReminder.objects.count() == 1


# --- The board ------------------------------------------------------------------------------------------


def test_the_board_shows_the_address_of_the_open_vote_as_a_code(client):
    assembly = hold(2)
    where = [assembly.year, assembly.number]
    client.force_login(assembly.chair)
    board = reverse("governance:assembly_board", args=where)
    label = "Address of the vote as a QR code"
    assert label not in client.get(board).content.decode()

    voting_round = vote_on(assembly)

    page = client.get(board).content.decode()
    way = way_to_vote(assembly, voting_round)
    assert way.url == absolute_url(voting_round.get_absolute_url())
    assert (way.code in page, way.words in page, "#" in way.words) == (True, True, False)
    assert label in client.get(reverse("governance:assembly_board_now", args=where)).content.decode()


def test_of_a_secret_vote_the_code_leads_to_the_ballots_until_it_is_closed():
    secret = make_secret_round(2)
    path = reverse("governance:assembly_ballots", args=[secret.assembly.year, secret.assembly.number])
    assert way_to_vote(secret.assembly, secret.round).url == absolute_url(path)

    secret.close()

    assert way_to_vote(secret.assembly, VotingRound.objects.get()) is None


@pytest.mark.parametrize("cast_by", ["hands", "paper"])
def test_where_nobody_votes_on_the_phone_there_is_no_code(cast_by):
    assert way_to_vote(hold(2), VotingRound(cast_by=cast_by, state="open")) is None
