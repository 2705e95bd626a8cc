"""What an adopted proposal carries out: once, when it is decided, or blocked with the reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from governance.hooks import Effect, describe_effect, effects
from governance.proposals.choices import Matter
from governance.proposals.forms import ProposalForm
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal
from governance.resolutions.models import Resolution
from governance.resolutions.services import retry_effect
from governance.rulebook.effects import changes_of
from governance.rulebook.models import MatterRule, Rulebook, RulebookChange
from governance.voting.services import open_voting
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db


class Ringing(Effect):
    """A stand-in for what a higher app carries out."""

    key = "ring"
    matters = (Matter.ORDINARY,)
    label = "Ring the bell"
    form_class = ProposalForm

    def __init__(self):
        self.rung, self.fault = [], None

    def row(self, proposal):
        return proposal

    def describe(self, row):
        return "The bell is rung."

    def facts(self, row):
        return {"title": row.title}

    def check(self, row):
        if self.fault:
            raise self.fault

    def carry_out(self, row, resolution):
        Proposal.objects.filter(pk=row.pk).update(state_reason="ding")
        self.check(row)
        self.rung.append(resolution.reference)
        return "The bell was rung."


@pytest.fixture
def bell():
    effect = Ringing()
    effects.register(effect)
    yield effect
    effects.unregister(effect)


def test_an_adoption_carries_out_its_effect(bell, put_to_vote, cast_all):
    voting_round = put_to_vote(effect="ring")
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    resolution = Resolution.objects.get()
    assert (bell.rung, resolution.effect_state, resolution.effect_note) == (
        [resolution.reference],
        "done",
        "The bell was rung.",
    )
    assert describe_effect(resolution.proposal) == "The bell is rung."


@pytest.mark.parametrize("answers", [("no", "no", "no"), ("yes",), ("yes", "no", "yes", "no")])
def test_what_is_not_adopted_carries_out_nothing(bell, put_to_vote, cast_all, answers):
    voting_round = put_to_vote(effect="ring")
    cast_all(voting_round, *answers)
    end_now(voting_round)

    assert (bell.rung, Resolution.objects.get().effect_state) == ([], "")


@pytest.mark.parametrize(
    ("fault", "note"),
    [
        (ValidationError("The rope is worn."), "The rope is worn."),
        (
            IntegrityError("taken"),
            "Something went wrong in the portal. The administrators have been notified.",
        ),
    ],
)
def test_a_blocked_effect_leaves_the_decision_and_can_be_tried_again(
    bell, put_to_vote, cast_all, coordinator, fault, note
):
    voting_round = put_to_vote(effect="ring")
    bell.fault = fault
    cast_all(voting_round, "yes", "yes", "yes")

    closed = end_now(voting_round)

    resolution = Resolution.objects.get()
    assert (closed.outcome, resolution.effect_state, resolution.effect_note) == ("adopted", "blocked", note)
    assert Proposal.objects.get().state_reason == ""  # what the effect had begun is undone
    bell.fault = None
    assert retry_effect(resolution, by=coordinator).effect_state == "done"
    retry_effect(resolution, by=coordinator)
    assert bell.rung == [resolution.reference]


def test_only_a_coordinator_tries_again(bell, representative):
    resolution = ResolutionFactory(effect_state="blocked", effect_note="why", proposal=ProposalFactory())

    with pytest.raises(ValidationError, match="Only a coordinator"):
        retry_effect(resolution, by=representative)


def test_what_already_stands_in_the_way_is_said_when_the_text_is_fixed(bell):
    bell.fault = ValidationError("The rope is worn.")

    with pytest.raises(ValidationError, match="The rope is worn"):
        freeze_proposal(ProposalFactory(effect="ring"))


def test_an_effect_nobody_knows_any_more_is_blocked(put_to_vote, cast_all, bell):
    voting_round = put_to_vote(effect="ring")
    cast_all(voting_round, "yes", "yes", "yes")
    effects.unregister(bell)
    end_now(voting_round)
    effects.register(bell)

    assert Resolution.objects.get().effect_note == "The portal no longer recognises this effect."


# --- The rulebook ----------------------------------------------------------------------------------------


def a_draft(**numbers) -> Rulebook:
    draft = Rulebook.objects.create(version=2, note="Shorter votes", **numbers)
    for rule in MatterRule.objects.filter(rulebook__version=1):
        rule.pk, rule.rulebook = None, draft
        rule.save()
    return draft


def test_a_rulebook_comes_into_force_by_an_adopted_proposal(put_to_vote, cast_all, electorate):
    draft = a_draft(shortest_round_hours=48)
    proposal = ProposalFactory(matter="rules", effect="rulebook", company=electorate[0][0])
    RulebookChange.objects.create(proposal=proposal, rulebook=draft)
    assert describe_effect(proposal) == (
        "Rulebook, version 2 comes into force on the day after the decision:\n"
        "minimum voting time, in hours: 24 → 48"
    )
    voting_round = _open(proposal)
    cast_all(voting_round, "yes", "yes", "yes", "yes")

    end_now(voting_round)

    draft.refresh_from_db()
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert (draft.in_force_from, draft.resolution) == (tomorrow, Resolution.objects.get())
    assert Resolution.objects.get().effect_state == "done"


def test_a_rulebook_in_force_already_blocks_the_change(cast_all, electorate):
    draft = a_draft()
    proposal = ProposalFactory(matter="rules", effect="rulebook", company=electorate[0][0])
    RulebookChange.objects.create(proposal=proposal, rulebook=draft)
    voting_round = _open(proposal)
    cast_all(voting_round, "yes", "yes", "yes", "yes")
    Rulebook.objects.filter(pk=draft.pk).update(in_force_from=timezone.localdate())

    end_now(voting_round)

    assert Resolution.objects.get().effect_note == "Rulebook, version 2 is already in force."


def test_changes_of_a_draft_name_every_number():
    draft = a_draft(is_tie_voted_again=True)
    draft.rules.filter(matter="budget").update(
        base="all", second_quorum_numerator=0, second_quorum_denominator=1
    )
    draft.rules.filter(matter="event").delete()
    draft.rules.filter(matter="rules").update(ways=["motion"], discussion_days=8, quorum_of="entitled")
    draft.rules.filter(matter="accounts").update(is_online=True)

    half = "quorum 1/2 of all member companies"
    present, every_way = f"> 1/2 companies that take part, {half}", "yes or no, consent, ranking, approval"
    assert changes_of(draft) == [
        "a tie is voted on again: no → yes",
        f"budget and spending: {present}, decided by: {every_way} →"
        f" > 1/2 all member companies, {half}, second call 0/1, decided by: {every_way}",
        "rules of the community: > 1/2 companies that take part, quorum 3/4 of all member companies,"
        " decided by: yes or no, consent, 7 days of discussion →"
        " > 1/2 companies that take part, quorum 3/4 of companies that can take part,"
        " decided by: yes or no, 8 days of discussion",
        f"common event: {present}, decided by: {every_way} → as ordinary matters",
        f"yearly accounts: {present}, decided in an assembly → {present}, decided by: yes or no",
    ]


def _open(proposal):
    freeze_proposal(proposal)
    return open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=proposal.author)


def test_coordinators_find_what_was_not_carried_out_on_their_dashboard(client_of, coordinator):
    resolution = ResolutionFactory(effect_state="blocked", effect_note="The rope is worn.")

    page = client_of(coordinator).get(reverse("dashboard"))

    assert list(page.context["overdue"]) == [resolution]
    assert "The rope is worn." in page.content.decode()
