"""A joint project: parts, agreement under its row, the collaborations that follow, and its end."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from members.exchange.collaborations.models import Collaboration, CollaborationKind
from members.exchange.projects.models import WHOLE, JointProject, ProjectPart, ProjectState
from members.exchange.projects.rules import missing_share, terms_of
from members.exchange.projects.services import (
    PartTerms,
    confirm_part,
    create_project,
    decline_part,
    end_project,
    set_parts,
    set_project_public,
    update_project,
)
from multifactory.lib.shares import shares
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def with_person(**values):
    place = MembershipFactory(company=CompanyFactory(**values), role="representative")
    return place.company, place.user


@pytest.fixture
def three(db):
    """Three companies, each with a person who represents it; the first leads."""
    return [with_person(name=name) for name in ("Oak", "Table", "Glass")]


def begin(three, **more):
    (oak, ada), *_ = three
    values = {"title": "A table", "role": "frames", "by": ada, "request_id": uuid.uuid4()} | more
    return create_project(lead=oak, **values)


def parts(three, *hundredths):
    return [
        PartTerms(company, "its part", share) for (company, _), share in zip(three, hundredths, strict=False)
    ]


def seen(project):
    return terms_of(list(project.parts.all()))


def agreed(three, *hundredths, **more):
    """A project to which all have agreed."""
    project = begin(three, **more)
    set_parts(project, parts(three, *hundredths), by=three[0][1])
    for company, person in three[1 : len(hundredths)]:
        project = confirm_part(project, by=person, company=company, seen=seen(project))
    return project


def pairs(day=None):
    rows = Collaboration.objects.confirmed_on(day).order_by("pk")
    return [(one.giver.name, one.taker.name, one.kind, one.what) for one in rows]


def test_shares_of_three_equal_partners():
    assert shares(WHOLE, [1, 1, 1]) == [3334, 3333, 3333]


@given(st.integers(1, 12))
def test_equal_shares_are_the_whole_and_differ_by_one_at_most(count):
    equal = shares(WHOLE, [1] * count)
    assert (sum(equal), max(equal) - min(equal)) in ((WHOLE, 0), (WHOLE, 1))


def test_it_starts_when_the_last_partner_agrees(three):
    project = begin(three)
    set_parts(project, parts(three, 3334, 3333, 3333), by=three[0][1])
    assert project.state == ProjectState.AGREEING
    project = confirm_part(project, by=three[1][1], company=three[1][0], seen=seen(project))
    assert (project.state, pairs()) == (ProjectState.AGREEING, [])
    project = confirm_part(project, by=three[2][1], company=three[2][0], seen=seen(project))
    assert project.state == ProjectState.RUNNING
    assert pairs() == [
        ("Oak", "Table", CollaborationKind.PROJECT, "A table"),
        ("Oak", "Glass", CollaborationKind.PROJECT, "A table"),
    ]


def test_9999_does_not_start(three):
    project = agreed(three, 3333, 3333, 3333)
    assert (project.state, pairs()) == (ProjectState.AGREEING, [])
    assert missing_share(list(project.parts.all())) == 1
    assert all(part.confirmed_at for part in project.parts.all())


def test_more_than_the_whole_does_not_start(three):
    assert agreed(three, 5000, 5001).state == ProjectState.AGREEING


def test_a_lead_alone_does_not_start(three):
    project = begin(three)
    assert (project.state, [part.share for part in project.parts.all()]) == (ProjectState.AGREEING, [WHOLE])


def test_a_changed_share_asks_all_others_again(three):
    project = agreed(three, 3334, 3333, 3333)
    set_parts(project, parts(three, 3334, 3332, 3334), by=three[0][1])
    assert [bool(part.confirmed_at) for part in project.parts.all()] == [True, False, False]
    project.refresh_from_db()
    assert project.state == ProjectState.RUNNING
    assert len(pairs()) == 2


def test_the_same_parts_again_ask_nobody(three, mailoutbox):
    project = agreed(three, 5000, 5000)
    mailoutbox.clear()
    set_parts(project, parts(three, 5000, 5000), by=three[0][1])
    assert [bool(part.confirmed_at) for part in project.parts.all()] == [True, True]
    assert mailoutbox == []


def test_a_part_that_changed_meanwhile_is_not_agreed_to(three):
    project = begin(three)
    set_parts(project, parts(three, 5000, 5000), by=three[0][1])
    shown = seen(project)
    set_parts(project, parts(three, 6000, 4000), by=three[0][1])
    with pytest.raises(ValidationError, match="have changed"):
        confirm_part(project, by=three[1][1], company=three[1][0], seen=shown)
    assert project.parts.get(company=three[1][0]).confirmed_at is None


def test_parts_written_over_others_are_refused(three):
    project = begin(three)
    shown = seen(project)
    set_parts(project, parts(three, 5000, 5000), by=three[0][1], seen=shown)
    with pytest.raises(ValidationError, match="have changed"):
        set_parts(project, parts(three, 1, 9999), by=three[0][1], seen=shown)


def test_who_takes_part_no_more_has_no_collaboration_and_the_others_keep_theirs(three):
    project = agreed(three, 3334, 3333, 3333)
    (oak, ada), (table, _), _glass = three
    set_parts(project, [PartTerms(oak, "all", 5000), PartTerms(table, "its part", 5000)], by=ada)
    assert pairs() == [("Oak", "Table", CollaborationKind.PROJECT, "A table")]


def test_two_projects_of_a_pair_are_one_collaboration_which_ends_with_the_last(three):
    first, second = agreed(three, 5000, 5000), agreed(three, 4000, 6000, title="A bench")
    assert len(pairs()) == 1
    end_project(first, by=three[0][1])
    assert len(pairs()) == 1
    end_project(second, by=three[0][1])
    assert pairs() == []
    assert Collaboration.objects.get().ended_on == TODAY()


def test_the_collaboration_ends_on_the_last_day_of_the_project(three):
    day = TODAY() + timedelta(days=10)
    agreed(three, 5000, 5000, ends_on=day)
    assert len(pairs(day - timedelta(days=1))) == 1
    assert pairs(day) == []


def test_other_days_move_the_collaboration(three):
    project = agreed(three, 5000, 5000)
    start = TODAY() - timedelta(days=5)
    update_project(project, title="A table", text="", starts_on=start, ends_on=None, by=three[0][1])
    assert Collaboration.objects.get().started_on == start


def test_what_is_called_off_never_held(three):
    project = begin(three, starts_on=TODAY() + timedelta(days=9))
    project = end_project(project, by=three[0][1])
    assert (project.state, project.ends_on) == (ProjectState.ENDED, project.starts_on)


def test_a_partner_declines_and_the_lead_is_told(three, mailoutbox):
    project = begin(three)
    set_parts(project, parts(three, 5000, 5000), by=three[0][1])
    decline_part(project, by=three[1][1], company=three[1][0])
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([three[1][1].email], "Do you agree to your part in “A table”?"),
        ([three[0][1].email], "Table does not agree to its part in “A table”"),
    ]
    assert confirm_part(project, by=three[1][1], company=three[1][0], seen=seen(project)).started_at


def test_it_is_public_when_all_agree(three):
    project = agreed(three, 5000, 5000)
    set_project_public(project, by=three[0][1], company=three[0][0], is_public=True)
    assert list(JointProject.objects.public()) == []
    set_project_public(project, by=three[1][1], company=three[1][0], is_public=True)
    assert list(JointProject.objects.public()) == [project]


def test_sent_twice_it_is_one(three):
    key = uuid.uuid4()
    assert begin(three, request_id=key) == begin(three, request_id=key)
    with pytest.raises(ValidationError, match="someone else"):
        create_project(lead=three[1][0], title="Mine", role="all", by=three[1][1], request_id=key)


def test_its_address_is_free(three):
    assert [begin(three).slug for _ in range(2)] == ["a-table", "a-table-2"]
    assert begin(three, title="New").slug == "new-2"
    assert begin(three, title="☃").slug == "project"


@pytest.mark.parametrize("share", [-1, WHOLE + 1])
def test_a_share_outside_the_whole_is_refused(three, share):
    project = begin(three)
    with pytest.raises(ValidationError):
        set_parts(project, parts(three, 5000, share), by=three[0][1])
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectPart.objects.filter(project=project).update(share=share)


def test_only_who_represents_the_company_writes_and_agrees(three):
    project = begin(three)
    terms = parts(three, 5000, 5000)
    with pytest.raises(ValidationError, match="Only who represents Oak"):
        set_parts(project, terms, by=three[1][1])
    set_parts(project, terms, by=three[0][1])
    helper = MembershipFactory(company=three[1][0]).user
    for person, company in ((helper, three[1][0]), (three[0][1], three[1][0])):
        with pytest.raises(ValidationError, match="Only who represents Table"):
            confirm_part(project, by=person, company=company, seen=seen(project))
    with pytest.raises(ValidationError, match="takes no part"):
        confirm_part(project, by=three[2][1], company=three[2][0], seen=seen(project))


def test_parts_are_of_members_once_each_and_the_lead_is_among_them(three):
    project = begin(three)
    (oak, ada), (table, _), (glass, _) = three
    glass.left_on = date(2026, 1, 1)
    glass.save()
    for terms, words in (
        ([(oak, 1), (oak, 2)], "one part"),
        ([(table, WHOLE)], "lead has a part"),
        ([(oak, 1), (glass, 9999)], "not a member"),
    ):
        with pytest.raises(ValidationError, match=words):
            set_parts(project, [PartTerms(company, "x", share) for company, share in terms], by=ada)


def test_a_partner_ends_a_project_whose_lead_has_left_and_not_before(three):
    (oak, ada), (_table, tom), (_glass, gil) = three
    project = agreed(three, 5000, 5000)
    with pytest.raises(ValidationError, match="Only who represents Oak"):
        end_project(project, by=tom)
    oak.left_on = TODAY()
    oak.save()
    for stranger in (gil, ada):
        with pytest.raises(ValidationError, match="Only who represents Oak"):
            end_project(project, by=stranger)

    ended = end_project(project, by=tom)

    assert (ended.state, ended.ends_on) == (ProjectState.ENDED, max(TODAY(), ended.starts_on))
    assert Collaboration.objects.get(kind=CollaborationKind.PROJECT).ended_on == TODAY()


def test_who_has_not_agreed_does_not_end_a_project_without_its_lead(three):
    (oak, ada), (_table, tom), *_ = three
    project = begin(three)
    set_parts(project, parts(three, 5000, 5000), by=ada)
    oak.left_on = TODAY()
    oak.save()

    with pytest.raises(ValidationError, match="Only who represents Oak"):
        end_project(project, by=tom)


@pytest.mark.django_db(transaction=True)
def test_the_last_part_is_confirmed_while_a_share_changes(three):
    """Either it starts and all are asked again, or the answer to the old share is refused: never a start on
    shares that nobody agreed to."""
    project = begin(three)
    set_parts(project, parts(three, 5000, 5000), by=three[0][1])
    shown = seen(project)
    confirmed, changed = at_once(
        lambda: confirm_part(project, by=three[1][1], company=three[1][0], seen=shown),
        lambda: set_parts(project, parts(three, 4999, 5001), by=three[0][1]),
    )
    assert not isinstance(changed, ValidationError)
    project.refresh_from_db()
    table = project.parts.get(company=three[1][0])
    assert (table.share, table.confirmed_at) == (5001, None)
    assert (project.started_at is None) == isinstance(confirmed, ValidationError)


@pytest.mark.django_db(transaction=True)
def test_two_last_partners_agree_at_once(three):
    project = begin(three)
    set_parts(project, parts(three, 3334, 3333, 3333), by=three[0][1])
    shown = seen(project)
    at_once(
        *[
            lambda company=company, person=person: confirm_part(
                project, by=person, company=company, seen=shown
            )
            for company, person in three[1:]
        ]
    )
    project.refresh_from_db()
    assert project.state == ProjectState.RUNNING
    assert len(pairs()) == 2
