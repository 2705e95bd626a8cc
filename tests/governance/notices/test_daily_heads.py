"""Once a day while a round is open, its head goes out to all representatives."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from governance.notices.daily_heads import send_daily_heads
from governance.notices.rules import is_head_due
from governance.voting.event_chain import begin_record
from governance.voting.heads.models import PublishedHead
from governance.voting.models import RoundEvent
from tests.factories.governance import RollEntryFactory, VotingRoundFactory
from tests.factories.members import MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def local(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "last", "is_due"),
    [
        (local(2, 7), local(1, 20), True),
        (local(2, 6), local(1, 20), False),
        (local(2, 23), local(2, 0), False),
        (local(3, 0), local(2, 7), False),
        (local(3, 7), local(2, 7), True),
        (local(2, 7), local(2, 6), False),
    ],
)
def test_head_goes_out_each_morning_unless_one_has_that_day(now, last, is_due):
    assert is_head_due(now, last=last) == is_due


@pytest.fixture
def morning(monkeypatch):
    """Whatever the hour of the machine is, it is late enough."""
    monkeypatch.setattr("governance.notices.rules.HEAD_HOUR", 0)


@pytest.fixture
def voting_round(morning):
    """Open since two days ago, with two companies on its roll."""
    one = VotingRoundFactory(opened_at=timezone.now() - timedelta(days=2))
    for _ in range(2):
        place = MembershipFactory(role="representative")
        RollEntryFactory(round=one, company=place.company)
    begin_record(one, at=one.opened_at)
    return one


def test_head_of_the_day_reaches_all_representatives_once(voting_round):
    MembershipFactory()  # a collaborator

    assert [send_daily_heads(), send_daily_heads()] == [1, 0]

    head = PublishedHead.objects.latest("pk")
    assert (head.day, head.height) == (timezone.localdate(), 2)
    assert len(mail.outbox) == 2
    for one in mail.outbox:
        assert one.subject == f"Seal of the day: {voting_round.proposal.title}"
        assert f"Seal of the record after step 2:\n{head.hash}\n" in one.body


def test_no_head_goes_out_of_a_round_that_is_over_or_was_opened_today(voting_round):
    voting_round.closes_at = timezone.now()
    voting_round.save()
    today = VotingRoundFactory()
    begin_record(today, at=timezone.now())
    VotingRoundFactory(opened_at=timezone.now() - timedelta(days=2))  # older than the record

    assert (send_daily_heads(), mail.outbox) == (0, [])


def test_a_killed_worker_loses_and_repeats_no_head(voting_round, monkeypatch):
    """The row and the mails are of one transaction."""

    def fall(*_args, **_kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("governance.notices.emails.send_round_head", fall)
        with pytest.raises(RuntimeError):
            send_daily_heads()
    assert PublishedHead.objects.filter(day__isnull=False).count() == 0

    assert send_daily_heads() == 1
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_head(voting_round):
    assert sorted(at_once(*[send_daily_heads] * 4)) == [0, 0, 0, 1]
    assert (len(mail.outbox), PublishedHead.objects.filter(day__isnull=False).count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_heads_of_many_rounds_at_once_are_written_one_after_another(morning):
    rounds = [VotingRoundFactory() for _ in range(6)]
    at_once(*(lambda one=one: begin_record(one, at=timezone.now()) for one in rounds))

    assert PublishedHead.objects.count() == RoundEvent.objects.filter(kind="OPEN").count() == 6
