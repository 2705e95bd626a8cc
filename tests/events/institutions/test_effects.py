"""Adopting a proposal puts an agreement in force."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.institutions.agreement_models import Agreement, ProposedAgreement
from governance.hooks import describe_effect, facts_by_resolution
from governance.proposals.services import freeze_proposal, keep_terms
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_day
from tests.factories.governance import ProposalFactory
from tests.factories.institutions import AgreementFactory
from tests.governance.conftest import cast_all, count_now, electorate, end_now  # noqa: F401
from tests.spaces.effects.conftest import put

pytestmark = pytest.mark.django_db

START = timezone.localdate() + timedelta(days=10)


@pytest.fixture
def proposal(electorate):  # noqa: F811
    agreement = AgreementFactory(starts_on=None, title="Apprentices", institution__name="School of Crafts")
    proposal = ProposalFactory(matter="institution", effect="agreement", company=electorate[0][0])
    ProposedAgreement.objects.create(proposal=proposal, agreement=agreement, start_on=START)
    keep_terms(proposal)
    return proposal


def adopt(proposal, cast_all) -> Resolution:  # noqa: F811
    voting_round = put(proposal)
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)
    return Resolution.objects.get()


def test_an_adopted_proposal_puts_the_agreement_in_force_and_it_cites_the_resolution(proposal, cast_all):  # noqa: F811
    resolution = adopt(proposal, cast_all)

    agreement = Agreement.objects.get()
    assert (agreement.starts_on, agreement.resolution, resolution.effect_state) == (START, resolution, "done")
    [fact] = facts_by_resolution([resolution], is_member=False)[resolution.pk]
    assert fact.label == f"“Apprentices” with School of Crafts, in force from {format_day(START)}"
    assert fact.href == agreement.institution.get_absolute_url()


def test_visitors_do_not_read_of_hidden_institutions_on_the_resolution(proposal, cast_all):  # noqa: F811
    resolution = adopt(proposal, cast_all)
    institution = Agreement.objects.get().institution
    institution.is_public = False
    institution.save()

    assert facts_by_resolution([resolution], is_member=False) == {resolution.pk: []}


def test_what_was_changed_after_the_text_was_fixed_is_not_carried_out(proposal, cast_all):  # noqa: F811
    voting_round = put(proposal)
    Agreement.objects.update(starts_on=START - timedelta(days=30))
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    resolution = Resolution.objects.get()
    assert (resolution.effect_state, Agreement.objects.get().resolution) == ("blocked", None)
    assert "already has a day from which it is in force" in resolution.effect_note


def test_an_agreement_in_force_cannot_be_put_to_the_vote(proposal):
    Agreement.objects.update(starts_on=START)

    with pytest.raises(ValidationError, match="already has a day from which it is in force"):
        freeze_proposal(proposal)


def test_the_proposal_says_what_it_does(proposal):
    assert describe_effect(proposal) == (
        f"“Apprentices” with School of Crafts is in force from {format_day(START)} on."
    )


@pytest.mark.parametrize("change", [{"ends_on": START + timedelta(days=9)}, {"title": "Something else"}])
def test_an_agreement_rewritten_while_voting_is_open_is_not_carried_out(proposal, cast_all, change):  # noqa: F811
    voting_round = put(proposal)
    Agreement.objects.update(**change)
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    assert (Resolution.objects.get().effect_state, Agreement.objects.get().starts_on) == ("blocked", None)
