"""Notices and changes that meet at the same instant, on real threads."""

import pytest
from django.core import mail

from governance.assemblies.calling.models import AssemblyChange
from governance.assemblies.calling.services import cancel_assembly, send_notice
from governance.attendance.models import Assembly
from governance.proposals.models import Proposal
from governance.proposals.services import resume_discussion
from tests.factories.members import UserFactory
from tests.governance.assemblies.test_calling import a_draft, frozen
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clicks_send_one_notice():
    draft, person = a_draft(frozen()), UserFactory()
    rows = [Assembly.objects.get(pk=draft.pk) for _ in range(4)]

    at_once(*(lambda row=row: send_notice(row, by=person) for row in rows))

    assert {row.state for row in rows} == {"called"}
    assert (AssemblyChange.objects.count(), len(mail.outbox)) == (1, 3)


def test_two_notices_at_once_leave_no_gap():
    drafts, person = [a_draft() for _ in range(4)], UserFactory()

    at_once(*(lambda row=row: send_notice(row, by=person) for row in drafts))

    assert sorted(Assembly.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_text_taken_up_again_while_the_notice_goes_out_is_one_or_the_other():
    proposal, person = frozen(), UserFactory()
    draft = a_draft(proposal)

    at_once(
        lambda: send_notice(draft, by=person),
        lambda: resume_discussion(Proposal.objects.get(pk=proposal.pk), by=person),
    )

    states = Assembly.objects.get().state, Proposal.objects.get().state
    assert states in [("called", "called"), ("draft", "discussion")]


def test_cancelled_twice_at_once_is_told_once():
    assembly, person = send_notice(a_draft(), by=UserFactory()), UserFactory()
    mail.outbox.clear()
    rows = [Assembly.objects.get(pk=assembly.pk) for _ in range(3)]

    at_once(*(lambda row=row: cancel_assembly(row, reason="Snow", by=person) for row in rows))

    assert (assembly.changes.filter(kind="cancelled").count(), len(mail.outbox)) == (1, 3)
