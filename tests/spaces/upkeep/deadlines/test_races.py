"""Two people record one deadline at once, two workers tell of it at once."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.people.models import Membership
from spaces.upkeep.deadlines.services import record_done, tell_of_deadlines
from tests.factories.members import MembershipFactory
from tests.factories.upkeep import DeadlineFactory
from tests.spaces.test_races import at_once, split

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_record_it_at_once_one_does_and_the_other_reads_why():
    place = MembershipFactory()
    other = MembershipFactory(company=place.company)
    deadline = DeadlineFactory(responsible=place.company)
    values = {"day": timezone.localdate(), "due_on": deadline.next_on, "company": place.company}

    won, lost = split(
        at_once([lambda one=one: record_done(deadline, by=one.user, **values) for one in (place, other)])
    )

    assert (len(won), [type(error) for error in lost]) == (1, [ValidationError])
    assert deadline.done.count() == 1


def test_two_workers_tell_of_it_once():
    place = MembershipFactory(role=Membership.Role.REPRESENTATIVE)
    DeadlineFactory(responsible=place.company)

    told = at_once([tell_of_deadlines, tell_of_deadlines])

    assert sorted(told) == [0, 1]
    assert len(mail.outbox) == 1
