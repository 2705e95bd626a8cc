"""Reminders go to companies that may vote and have not, 72 and 24 hours before the end, each once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.notices.models import RoundReminder
from governance.notices.reminders import send_reminders
from governance.notices.rules import reminder_due
from governance.voting.event_chain import begin_record
from governance.voting.models import RoundEvent, VotingRound
from governance.voting.services import extend_round
from tests.factories.governance import RollEntryFactory, VoteFactory, VotingRoundFactory
from tests.factories.members import MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db
END = datetime(2026, 3, 30, 18, 0, tzinfo=UTC)  # the clocks go forward the night before


def before_end(**kwargs) -> datetime:
    return END - timedelta(**kwargs)


@pytest.mark.parametrize(
    ("now", "announced_at", "hours"),
    [
        (before_end(hours=73), before_end(days=14), None),
        (before_end(hours=72), before_end(days=14), 72),
        (before_end(hours=25), before_end(days=14), 72),
        (before_end(hours=24), before_end(days=14), 24),
        (before_end(seconds=1), before_end(days=14), 24),
        (END, before_end(days=14), None),
        # Opened, or extended, less than 12 hours before the reminder would come.
        (before_end(hours=70), before_end(hours=83), None),
        (before_end(hours=70), before_end(hours=84), 72),
        (before_end(hours=47), before_end(hours=48), None),
        (before_end(hours=23), before_end(hours=48), 24),
        (before_end(hours=10), before_end(hours=35), None),
        (before_end(hours=10), before_end(hours=36), 24),
    ],
)
def test_reminder_comes_72_and_24_hours_before_the_end_and_not_right_after_opening(now, announced_at, hours):
    assert reminder_due(now, announced_at=announced_at, closes_at=END) == hours


def a_round(*, hours: float, opened_days_ago: float = 10) -> VotingRound:
    """Open, with so many hours left by the database's clock."""
    now = timezone.now()
    return VotingRoundFactory(
        opened_at=now - timedelta(days=opened_days_ago), closes_at=now + timedelta(hours=hours)
    )


def on_roll(voting_round: VotingRound, **kwargs):
    """A representative of a company on the roll."""
    membership = MembershipFactory(role="representative")
    entry = RollEntryFactory(round=voting_round, company=membership.company, **kwargs)
    return membership, entry


def test_reminder_reaches_representatives_of_entitled_companies_that_have_not_voted():
    voting_round = a_round(hours=70)
    waiting, _entry = on_roll(voting_round)
    MembershipFactory(company=waiting.company)  # a collaborator
    MembershipFactory(company=waiting.company, role="representative", user__is_active=False)
    _voted, entry = on_roll(voting_round)
    VoteFactory(roll_entry=entry)
    on_roll(voting_round, standing="suspended", reason="arrears")
    on_roll(voting_round, standing="recused", reason="it is about us")
    MembershipFactory(role="representative")  # not on the roll

    assert send_reminders() == 1

    [one] = mail.outbox
    assert one.to == [waiting.user.email]
    assert one.subject == f"{waiting.company} has not voted yet: {voting_round.proposal}"
    assert "part of membership" in one.body
    assert "List-Unsubscribe" not in one.extra_headers


def test_company_whose_vote_was_changed_has_voted():
    voting_round = a_round(hours=70)
    _membership, entry = on_roll(voting_round)
    VoteFactory(roll_entry=entry, is_current=False)
    VoteFactory(roll_entry=entry, revision=2)

    send_reminders()

    assert mail.outbox == []


def test_each_reminder_is_sent_once():
    voting_round = a_round(hours=70)
    on_roll(voting_round)

    assert [send_reminders() for _ in range(3)] == [1, 0, 0]
    assert list(RoundReminder.objects.values_list("hours", "closes_at")) == [(72, voting_round.closes_at)]


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_round_that_is_over_reminds_nobody(state):
    voting_round = a_round(hours=20)
    on_roll(voting_round)
    over = {
        "closed": {
            "closed_at": timezone.now(),
            "tally": {},
            "outcome": "adopted",
            "entitled": 1,
            "recused": 0,
            "taken_part": 0,
        },
        "cancelled": {"cancelled_at": timezone.now(), "cancel_reason": "A fault in the text"},
    }
    VotingRound.objects.filter(pk=voting_round.pk).update(state=state, **over[state])

    assert (send_reminders(), mail.outbox) == (0, [])


def test_after_an_extension_the_new_end_counts(coordinator):
    voting_round = a_round(hours=20)
    on_roll(voting_round)
    begin_record(voting_round, at=voting_round.opened_at)
    assert send_reminders() == 1
    extend_round(
        voting_round,
        closes_at=timezone.now() + timedelta(hours=60),
        reason="The roof plan is late",
        by=coordinator,
    )
    mail.outbox.clear()

    assert (send_reminders(), mail.outbox) == (0, [])  # the mail of the extension has just named the new end

    # As if it had been extended three days ago.
    event = RoundEvent.objects.get(kind="EXTEND")
    voting_round.refresh_from_db()
    assert (
        reminder_due(
            voting_round.closes_at - timedelta(hours=24),
            announced_at=event.at,
            closes_at=voting_round.closes_at,
        )
        == 24
    )


def test_queries_of_a_round_of_reminders_do_not_grow_with_people():
    def reads() -> int:
        with CaptureQueriesContext(connection) as queries:
            send_reminders()
        return sum(one["sql"].startswith("SELECT") for one in queries)

    on_roll(a_round(hours=70))
    one = reads()
    RoundReminder.objects.all().delete()
    voting_round = VotingRound.objects.get()
    for _ in range(20):
        on_roll(voting_round)
    assert (one, reads(), len(mail.outbox)) == (5, 5, 22)


def test_reminder_speaks_the_language_of_the_person():
    voting_round = a_round(hours=70)
    membership, _entry = on_roll(voting_round)
    membership.user.language = "it"
    membership.user.save()

    with time_machine.travel(timezone.now()):
        send_reminders()

    assert mail.outbox[0].subject == f"{membership.company} non ha ancora votato: {voting_round.proposal}"


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_of_a_round_once():
    for hours in (70, 20):
        voting_round = a_round(hours=hours)
        for _ in range(3):
            on_roll(voting_round)

    answers = at_once(*[send_reminders] * 4)

    assert (sum(answers), len(mail.outbox), RoundReminder.objects.count()) == (2, 6, 2)
