"""The daily digest."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.notices.digest import send_digests
from governance.notices.models import DigestMark
from governance.proposals.models import ProposalVersion
from members.people.mails.models import MailChoice
from members.people.mails.services import save_mail_choices, unsubscribe
from tests.factories.governance import (
    CommentFactory,
    ProposalFactory,
    ResolutionFactory,
    VotingRoundFactory,
)
from tests.factories.members import MembershipFactory, UserFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db


ROME = ZoneInfo("Europe/Rome")


def member(**kwargs):
    return MembershipFactory(**kwargs).user


def told() -> list[str]:
    return sorted(one.to[0] for one in mail.outbox)


MORNING = datetime(2026, 3, 10, 7, 30, tzinfo=ROME)


def wants_digest(user, *, since):
    MailChoice.objects.create(user=user, kind="digest", is_wanted=True, changed_at=since)
    DigestMark.objects.create(user=user, until=since)


def reader(**kwargs):
    """Wants the digest, and has had yesterday's."""
    user = member(**kwargs)
    wants_digest(user, since=MORNING - timedelta(days=1, minutes=20))
    return user


def digests_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return send_digests()


def news(at: datetime = MORNING - timedelta(hours=10)):
    """One of each kind of thing."""
    proposal = ProposalFactory(title="Mend the roof", discussion_opened_at=at)
    CommentFactory.create_batch(2, proposal=proposal, created_at=at)
    ProposalVersion.objects.create(
        proposal=proposal, number=2, title="Mend the whole roof", text="…", created_at=at, note="all of it"
    )
    return proposal


def test_digest_tells_what_is_new_once_a_day_after_seven():
    user = reader()
    proposal = news()

    sent = [
        digests_at(moment)
        for moment in (
            MORNING.replace(hour=6, minute=59),
            MORNING.replace(hour=7, minute=1),
            MORNING,
            MORNING + timedelta(hours=5),
            MORNING + timedelta(days=1),
        )
    ]

    assert sent == [0, 0, 1, 0, 0]
    [one] = mail.outbox
    assert one.to == [user.email]
    assert one.subject == "News on decisions since 9 March"
    for words in ("NEW PROPOSALS", "Mend the whole roof: all of it", "version 2", "2 new comments"):
        assert words in one.body
    assert one.body.count(proposal.get_absolute_url()) == 3


def test_digest_tells_of_openings_and_results_by_the_clock(monkeypatch):
    """Rounds open and close by the clock of the database, so this one runs now."""
    now = timezone.now()
    monkeypatch.setattr("governance.notices.digest.DIGEST_HOUR", 0)
    at = now - timedelta(minutes=30)
    user = member()
    wants_digest(user, since=now - timedelta(days=2))
    opened = VotingRoundFactory(opened_at=at)
    closed = VotingRoundFactory(
        opened_at=now - timedelta(days=3),
        closes_at=at,
        state="closed",
        closed_at=at,
        tally={},
        outcome="adopted",
        entitled=1,
        recused=0,
        taken_part=1,
    )
    resolution = ResolutionFactory(round=closed, proposal=closed.proposal)

    send_digests()

    [one] = mail.outbox
    assert f"VOTING IS OPEN\n\n{opened.proposal}\nuntil " in one.body
    assert f"RESULTS\n\n{closed.proposal}\nAdopted, resolution {resolution.reference}\n" in one.body
    assert resolution.get_absolute_url() in one.body


def test_nothing_new_sends_nothing_and_own_comments_are_no_news():
    user = reader()
    proposal = ProposalFactory()
    CommentFactory(proposal=proposal, author=user, created_at=MORNING - timedelta(hours=2))
    ProposalFactory(state="draft", discussion_opened_at=MORNING - timedelta(hours=2))
    ProposalFactory(state="withdrawn", discussion_opened_at=MORNING - timedelta(hours=2))

    assert (digests_at(MORNING), mail.outbox) == (0, [])


def test_what_is_committed_at_the_last_moment_is_in_the_next_digest():
    reader()
    moment = MORNING - timedelta(seconds=30)
    news(moment)

    assert [digests_at(MORNING), digests_at(MORNING + timedelta(days=1))] == [0, 1]


def test_digest_is_for_insiders_who_want_it():
    wanting, chair = reader(), UserFactory(is_staff=True, is_superuser=True)
    wants_digest(chair, since=MORNING - timedelta(days=1))
    reader(
        ended_on=timezone.localdate() - timedelta(days=400), started_on=timezone.localdate() - timedelta(900)
    )
    reader(user__is_active=False)
    unsubscribe(reader(), kind="digest")
    member()
    news()

    digests_at(MORNING)

    assert told() == sorted([wanting.email, chair.email])


def test_first_digest_tells_of_what_came_after_it_was_switched_on():
    user = member()
    with time_machine.travel(MORNING - timedelta(hours=1), tick=False):
        save_mail_choices(user, {"digest": True})
    news(MORNING - timedelta(hours=3))

    assert digests_at(MORNING) == 0


def test_queries_of_the_digests_do_not_grow_with_people():
    def reads() -> int:
        DigestMark.objects.update(until=MORNING - timedelta(days=1))
        with CaptureQueriesContext(connection) as queries:
            digests_at(MORNING)
        return sum(one["sql"].startswith("SELECT") for one in queries)

    news()
    reader()
    one = reads()
    for _ in range(20):
        reader()
    assert (one, reads(), len(mail.outbox)) == (6, 6, 22)


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_each_digest_once():
    for _ in range(5):
        reader()
    news()

    with time_machine.travel(MORNING, tick=False):
        answers = at_once(*[send_digests] * 4)

    assert (sum(answers), len(mail.outbox), len(set(told()))) == (5, 5, 5)
