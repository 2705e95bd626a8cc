"""How long the steps of an admission take is the rulebook's."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.proposals.choices import Matter
from governance.proposals.services import freeze_proposal
from governance.rulebook import effects
from governance.rulebook.models import MatterRule, Rulebook, RulebookChange
from governance.voting.committed_terms import ensure_as_voted
from governance.voting.services import open_voting
from members.hooks import AdmissionDays, admission_days_in_force
from tests.factories.governance import ProposalFactory

pytestmark = pytest.mark.django_db


def test_those_of_the_rulebook_in_force_hold():
    tomorrow = timezone.localdate() + timedelta(days=1)
    days = {"admission_open_days": 21, "admission_due_days": 90, "admission_silent_days": 60}
    later = Rulebook.objects.create(version=2, in_force_from=tomorrow, admission_appeal_days=30, **days)
    before = admission_days_in_force()

    Rulebook.objects.filter(pk=later.pk).update(in_force_from=timezone.localdate())

    assert (before, admission_days_in_force()) == (
        AdmissionDays(14, 60, 60, 90),
        AdmissionDays(21, 90, 30, 60),
    )
    Rulebook.objects.all().delete()
    assert admission_days_in_force() == AdmissionDays()


@pytest.mark.parametrize(
    ("numbers", "fields"),
    [
        ({"admission_open_days": 60}, ["__all__"]),
        ({"admission_due_days": 29}, ["admission_due_days"]),
        ({"admission_appeal_days": 0}, ["admission_appeal_days"]),
        ({"admission_silent_days": 366}, ["admission_silent_days"]),
    ],
)
def test_days_that_cannot_be_are_refused_by_form_and_database(numbers, fields):
    rulebook = Rulebook(version=2, **numbers)

    with pytest.raises(ValidationError) as refused:
        rulebook.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        rulebook.save()

    assert list(refused.value.message_dict) == fields


def test_a_changed_number_of_days_is_said_and_voted_on():
    draft = Rulebook.objects.create(version=2, admission_open_days=21)
    row = RulebookChange(proposal=ProposalFactory(matter=Matter.RULES), rulebook=draft)

    assert "admission: open days: 14 → 21" in effects.changes_of(draft)
    assert effects.RulebookEffect().facts(row)["admission_open_days"] == 21


def test_a_round_opened_before_these_numbers_were_kept_is_still_as_voted(electorate, monkeypatch):
    """Its record commits the facts there were then, and only those are compared."""
    draft = Rulebook.objects.create(version=2)
    for rule in MatterRule.objects.filter(rulebook__version=1):
        rule.pk, rule.rulebook = None, draft
        rule.save()
    proposal = ProposalFactory(matter=Matter.RULES, effect="rulebook", company=electorate[0][0])
    RulebookChange.objects.create(proposal=proposal, rulebook=draft)
    with monkeypatch.context() as older:
        older.setattr(effects, "COMPARED_FIELDS", effects.COMPARED_FIELDS[:7])
        freeze_proposal(proposal)
        closes_at = timezone.now() + timedelta(days=7)
        voting_round = open_voting(proposal, closes_at=closes_at, by=proposal.author)
    committed = voting_round.events.get(kind="SETUP").payload["proposal"]["effect"]["facts"]

    assert [name for name in committed if name.startswith("admission_")] == []
    assert ensure_as_voted(voting_round, effects.RulebookEffect()) is None
    Rulebook.objects.filter(pk=draft.pk).update(consent_rounds=3)
    with pytest.raises(ValidationError, match="consent_rounds"):
        ensure_as_voted(voting_round, effects.RulebookEffect())
