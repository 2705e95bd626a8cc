"""Choosing mails and stopping them by a link."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.discussion.services import notify_thread
from governance.notices.digest import send_digests
from governance.notices.reminders import send_reminders
from governance.proposals.models import ProposalVersion
from members.hooks import mail_kinds
from members.people.mails.choices import wanted_mails
from members.people.mails.models import MailChoice
from members.people.mails.services import save_mail_choices, unsubscribe
from members.people.mails.tokens import make_unsubscribe_token, read_unsubscribe_token, unsubscribe_path
from members.personal_data.data_export import data_of
from members.personal_data.erasure import erase_person
from tests.factories.governance import (
    CommentFactory,
    ProposalFactory,
    RollEntryFactory,
    VotingRoundFactory,
)
from tests.factories.members import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


ROME = ZoneInfo("Europe/Rome")


def member(**kwargs):
    return MembershipFactory(**kwargs).user


def say(proposal, author, *, parent=None):
    """Speak, and let the thread be told."""
    text = "We do.\n-- \nA foot of my own"
    comment = CommentFactory(proposal=proposal, author=author, parent=parent, text=text)
    notify_thread(comment)
    return comment, comment.company


def told() -> list[str]:
    return sorted(one.to[0] for one in mail.outbox)


def opened(token):
    person, kind = read_unsubscribe_token(token)
    return person, kind.key


MORNING = datetime(2026, 3, 10, 7, 30, tzinfo=ROME)


def reader(**kwargs):
    """Wants the digest, and has had yesterday's."""
    user = member(**kwargs)
    since = MORNING - timedelta(days=1, minutes=20)
    MailChoice.objects.create(user=user, kind="digest", is_wanted=True, changed_at=since)
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


def wanted(user) -> tuple[bool, bool]:
    said = wanted_mails(user)
    return said["replies"], said["digest"]


def test_settings_page_keeps_the_switches(client_of, representative):
    client, url = client_of(representative), reverse("members:mail_preferences")

    assert wanted(representative) == (True, False)
    client.post(url, {"digest": "on"})
    assert wanted(representative) == (False, True)
    client.post(url, {})
    assert wanted(representative) == (False, False)


def test_saying_the_same_again_does_not_move_the_moment_of_the_choice(representative):
    def chosen_at():
        save_mail_choices(representative, {"replies": False, "digest": True})
        return list(MailChoice.objects.order_by("kind").values_list("kind", "changed_at"))

    first = chosen_at()

    assert ([kind for kind, _at in first], chosen_at()) == (["digest", "replies"], first)


def test_page_has_a_box_for_each_kind_that_is_registered(client_of, representative):
    form = client_of(representative).get(reverse("members:mail_preferences")).context["form"]

    kinds = [kind.key for kind in mail_kinds]
    assert list(form.fields) == kinds
    assert sorted(kinds) == ["bookings", "digest", "matches", "replies", "tickets"]


@pytest.mark.parametrize("kind", ["replies", "digest", "bookings", "tickets", "matches"])
def test_addresses_of_earlier_mails_still_open_and_stop_by_a_post(kind):
    user = member()
    save_mail_choices(user, {kind: True})
    path = reverse("governance:mail_unsubscribe", args=[make_unsubscribe_token(user, kind)])

    assert path.startswith("/decisions/mails/")
    assert Client(enforce_csrf_checks=True).post(path).status_code == 302
    assert wanted_mails(user)[kind] is False


@pytest.mark.parametrize("kind", ["replies", "digest"])
def test_link_in_a_mail_stops_its_kind_without_logging_in(kind):
    user = member()
    save_mail_choices(user, {"replies": True, "digest": True})
    client = Client(enforce_csrf_checks=True)  # a mail program has no cookie
    path = unsubscribe_path(user, kind)

    answers = [client.post(path, {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert wanted(user) == (kind != "replies", kind != "digest")
    assert client.get(path).context["is_off"] is True


def test_mail_scanner_prefetch_changes_nothing():
    user = member()
    save_mail_choices(user, {"replies": True, "digest": True})
    for kind in ("replies", "digest"):
        for method in ("get", "head"):
            assert getattr(Client(), method)(unsubscribe_path(user, kind)).status_code == 200

    assert wanted(user) == (True, True)


def test_forwarded_link_shows_no_address_and_changes_nothing_of_the_reader(client_of, representative):
    user = member(user__email="anna.ferri@example.org")
    save_mail_choices(representative, {"replies": True, "digest": True})
    save_mail_choices(user, {"replies": True, "digest": True})
    client = client_of(representative)

    page = client.get(unsubscribe_path(user, "digest")).content.decode()
    client.post(unsubscribe_path(user, "digest"))

    assert ("anna.ferri" in page, "a…@example.org" in page) == (False, True)
    assert (wanted(representative), wanted(user)) == ((True, True), (True, False))


def test_link_mailed_by_an_earlier_version_still_opens(settings):
    settings.SECRET_KEY = "only-for-tests-0123456789abcdefghijklmnopqrstuvwxyz"
    user = member(user__pk=7)
    token = "WzcsImRpZ2VzdCJd:1xXPBX:RTds_k8VjHoP5s13HnVn_Fp9y8DHx-5kHx-wyG0G8Hk"

    assert opened(token) == (user, "digest")


def test_link_that_was_changed_or_of_somebody_gone_leads_nowhere(client):
    user = member()
    good = unsubscribe_path(user, "digest")
    assert client.get(good[:-3] + "xx/").status_code == 404
    user.is_active = False
    user.save()
    assert (client.get(good).status_code, client.post(good).status_code) == (404, 404)


def test_mails_of_choice_carry_the_link_in_text_and_header():
    user = reader()
    news()
    digests_at(MORNING)
    root = CommentFactory(author=user)
    say(root.proposal, member(), parent=root)

    found = []
    for one in mail.outbox:
        headers = one.message()
        address = re.fullmatch(r"<http://127\.0\.0\.1:8000(/account/mails/.+/)>", headers["List-Unsubscribe"])
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address[1] in one.body
        assert reverse("members:mail_preferences") in one.body
        found.append(opened(address[1].split("/")[-2]))
    assert found == [(user, "digest"), (user, "replies")]


def test_stop_mails_of_a_person_without_settings(representative):
    unsubscribe(representative, kind="replies")

    assert wanted(representative) == (False, False)


def test_what_a_person_wants_is_in_the_download_and_goes_with_them():
    user = UserFactory()
    save_mail_choices(user, {"replies": False, "digest": False})

    assert {row["kind"]: row["is_wanted"] for row in data_of(user)["mails_wanted"]} == {
        "digest": False,
        "replies": False,
    }
    erase_person(user, by=user)
    assert MailChoice.objects.count() == 0


def test_duty_mail_does_not_ask_what_a_person_wants():
    now = timezone.now()
    membership = MembershipFactory(role="representative")
    save_mail_choices(membership.user, {"replies": False, "digest": False})
    voting_round = VotingRoundFactory(opened_at=now - timedelta(days=9), closes_at=now + timedelta(hours=20))
    RollEntryFactory(round=voting_round, company=membership.company)

    assert (send_reminders(), told()) == (1, [membership.user.email])
