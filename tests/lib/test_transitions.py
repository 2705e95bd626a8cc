from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError

from events.programme.transitions import TRANSITIONS as EVENT_STEPS
from governance.proposals.transitions import TRANSITIONS as PROPOSAL_STEPS
from members.applications.transitions import TRANSITIONS as APPLICATION_STEPS
from multifactory.lib.transitions import Transition


@dataclass
class Door:
    state: str


SHUT = Transition[Door]("shut", ("open", "ajar"), "shut", refusal="It is shut already.")


@pytest.mark.parametrize(("state", "is_possible"), [("open", True), ("ajar", True), ("shut", False)])
def test_step_is_possible_from_its_sources_alone(state, is_possible):
    assert SHUT.is_possible(Door(state)) is is_possible


def test_step_that_is_not_possible_says_why():
    SHUT.ensure_possible(Door("open"))

    with pytest.raises(ValidationError, match="It is shut already") as refused:
        SHUT.ensure_possible(Door("shut"))
    assert refused.value.code == "state"


@pytest.mark.parametrize("table", [PROPOSAL_STEPS, EVENT_STEPS.values(), APPLICATION_STEPS])
def test_each_table_is_made_of_the_one_machine(table):
    assert all(isinstance(step, Transition) for step in table)
    assert len({step.name for step in table}) == len(table)
