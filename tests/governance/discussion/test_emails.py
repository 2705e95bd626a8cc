"""Mails about answers to comments."""

import pytest
from django.core import mail
from django.utils import timezone

from governance.discussion.services import notify_thread
from members.people.mails.services import unsubscribe
from tests.factories.governance import (
    CommentFactory,
    ProposalFactory,
)
from tests.factories.members import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def member(**kwargs):
    return MembershipFactory(**kwargs).user


def answer(root, author, **kwargs):
    return CommentFactory(proposal=root.proposal, parent=root, author=author, **kwargs)


def say(proposal, author, *, parent=None):
    """Speak, and let the thread be told."""
    text = "We do.\n-- \nA foot of my own"
    comment = CommentFactory(proposal=proposal, author=author, parent=parent, text=text)
    notify_thread(comment)
    return comment, comment.company


def told() -> list[str]:
    return sorted(one.to[0] for one in mail.outbox)


def test_reply_is_told_to_the_people_of_the_thread_and_to_no_other():
    author, earlier, me = member(), member(), member()
    root = CommentFactory(author=author)
    answer(root, earlier)
    answer(root, me)
    CommentFactory(proposal=root.proposal, author=member())  # another thread
    gone = answer(root, member(ended_on=timezone.localdate())).author
    off = answer(root, member()).author
    unsubscribe(off, kind="replies")
    asleep = answer(root, member(user__is_active=False)).author
    staff = answer(root, UserFactory(is_staff=True, is_superuser=True)).author

    say(root.proposal, me, parent=root)

    assert told() == sorted([author.email, earlier.email])
    assert {me.email, gone.email, off.email, asleep.email, staff.email} & set(told()) == set()


def test_own_answer_to_own_comment_tells_nobody():
    me = member()
    root = CommentFactory(author=me)

    say(root.proposal, me, parent=root)

    assert mail.outbox == []


def test_comment_that_begins_a_thread_tells_nobody():
    say(ProposalFactory(), member())

    assert mail.outbox == []


def test_reply_of_a_deleted_author_reaches_the_others():
    root = CommentFactory(author=None)
    other = answer(root, member()).author

    say(root.proposal, member(), parent=root)

    assert told() == [other.email]


def test_line_breaks_in_a_title_make_no_header_and_no_line():
    root = CommentFactory(author=member(), proposal__title="Roof\r\nBcc: all@example.org\r\n\r\nVote here")

    _comment, company = say(root.proposal, member(), parent=root)

    [one] = mail.outbox
    assert one.subject == f"{company} has replied: Roof Bcc: all (at) example․org Vote here"
    assert one.message()["Bcc"] is None
    assert "\nRoof Bcc: all (at) example․org Vote here\n" in one.body
    assert "\n> --\n> A foot of my own\n" in one.body
