"""What the forms of the building share."""

import pytest

from spaces.allocations.models import Allocation
from spaces.building.forms import SkipConstraintsForm
from tests.factories.spaces import AllocationFactory

pytestmark = pytest.mark.django_db


class EndOnlyForm(SkipConstraintsForm):
    class Meta:
        model = Allocation
        fields = ("end_on",)


def test_constraints_of_a_row_are_skipped_by_the_form_and_kept_by_the_row():
    allocation = AllocationFactory()
    form = EndOnlyForm({"end_on": "1999-01-01"}, instance=allocation)

    assert form.is_valid()
    with pytest.raises(Exception, match=r"The allocation must end after it starts\."):
        allocation.validate_constraints()


def test_what_is_no_value_of_a_field_is_refused():
    assert list(EndOnlyForm({"end_on": "soon"}, instance=AllocationFactory()).errors) == ["end_on"]
