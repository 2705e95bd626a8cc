"""A proposal sets a duty."""

import pytest
from django.core.exceptions import ValidationError

from governance.hooks import effects
from governance.proposals.choices import Matter
from spaces.upkeep.duties.forms import ProposedDutyForm
from spaces.upkeep.duties.models import Duty, ProposedDuty
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> ProposedDuty:
    CompanyFactory.create_batch(3)
    form = ProposedDutyForm(
        {
            "name": "Bins",
            "minutes": 30,
            "weekdays": ["1", "4"],
            "key": "equal",
            "least_minutes": 0,
            "starts_on": "2026-01-05",
            "space": RoomFactory().pk,
        }
    )
    assert form.is_valid(), form.errors
    form.instance.proposal = ProposalFactory(effect="duty")
    return form.save()


def test_the_effect_is_decided_as_an_ordinary_matter_or_one_of_rules():
    assert effects.get("duty").matters == (Matter.ORDINARY, Matter.RULES)


def test_an_adopted_proposal_makes_the_duty_with_its_resolution_and_its_first_turns(row):
    resolution = ResolutionFactory()
    done = effects.get("duty").carry_out(row, resolution)

    duty = Duty.objects.get()
    assert (duty.resolution, list(duty.spaces.all()), duty.weekdays) == (resolution, [row.space], 0b10010)
    assert 16 <= duty.turns.count() <= 17
    assert "Bins" in done
    assert effects.get("duty").describe(row).startswith("From 5 Jan 2026 the companies take turns at “Bins”")


def test_a_duty_of_the_same_name_stands_in_its_way(row):
    effects.get("duty").check(row)
    Duty.objects.create(name="bins", minutes=10)

    with pytest.raises(ValidationError, match="already"):
        effects.get("duty").check(row)
