"""Pages of deadlines, and their place in the back-office."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members.people.models import Membership
from spaces.upkeep.deadlines.models import Deadline
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BuildingFactory, RoomFactory
from tests.factories.upkeep import DeadlineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def place():
    return MembershipFactory(role=Membership.Role.REPRESENTATIVE)


@pytest.fixture
def browser(client, place):
    client.force_login(place.user)
    return client


def names(response):
    return [deadline.name for deadline in response.context["page_obj"]]


def test_what_is_late_comes_first_and_filters_narrow_the_list(browser, place, today):
    house = BuildingFactory(slug="old-mill")
    DeadlineFactory(name="later", next_on=today + timedelta(days=61), responsible=None)
    DeadlineFactory(name="soon", next_on=today + timedelta(days=60), space=None, building=house)
    DeadlineFactory(name="late", next_on=today - timedelta(days=1), responsible=place.company)
    DeadlineFactory(name="over", next_on=today - timedelta(days=9), ended_on=today)
    page = reverse("spaces:deadline_list")

    assert names(browser.get(page)) == ["late", "soon", "later"]
    for query, found in {
        "?when=late": ["late"],
        "?when=soon": ["soon"],
        "?when=later": ["later"],
        "?who=own": ["late"],
        "?who=coordinators": ["later"],
        "?building=old-mill": ["soon"],
        "?when=late&who=coordinators": [],
    }.items():
        assert names(browser.get(page + query)) == found, query


BAD_QUERIES = ["?when=x", "?who=9", "?building=none", "?page=999999", "?page=x", "?when=%00"]


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_any_query_gives_the_list(browser, query):
    DeadlineFactory()

    assert browser.get(reverse("spaces:deadline_list") + query).status_code == 200


def test_a_company_records_what_it_is_responsible_for_with_a_paper(browser, place, today):
    deadline = DeadlineFactory(name="Hoist", responsible=place.company, every_months=12)
    page = reverse("spaces:deadline_done", args=[deadline.pk])
    sent = {"due_on": deadline.next_on.isoformat(), "day": today.isoformat(), "note": "All in order"}

    answer = browser.post(
        page, sent | {"paper": SimpleUploadedFile("report.pdf", b"%PDF-1.7 report")}, follow=True
    )

    text = answer.content.decode()
    assert "Thank you. It is due again on" in text
    assert "All in order" in text
    paper = browser.get(deadline.done.get().paper_url)
    assert b"".join(paper.streaming_content) == b"%PDF-1.7 report"
    assert paper.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2999-01-01"},
        {"day": "x"},
        {"day": ""},
        {"due_on": "x"},
        {"due_on": "2001-01-01"},
        {"note": "a" * 301},
        {"paper": SimpleUploadedFile("report.doc", b"no paper")},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_in_the_form_and_nothing_is_recorded(browser, place, today, wrong):
    deadline = DeadlineFactory(responsible=place.company)
    sent = {"due_on": deadline.next_on.isoformat(), "day": today.isoformat()} | wrong

    answer = browser.post(reverse("spaces:deadline_done", args=[deadline.pk]), sent)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert deadline.done.count() == 0


def test_a_deadline_stands_on_the_page_of_its_space_and_on_the_dashboard(browser, place, today):
    room = RoomFactory(code="C1")
    DeadlineFactory(name="Hoist", space=room, responsible=place.company, next_on=today - timedelta(days=3))

    assert "Hoist" in browser.get(room.get_absolute_url()).content.decode()
    assert "Hoist" in browser.get(reverse("dashboard")).content.decode()
    browser.logout()
    assert "Hoist" not in browser.get(room.get_absolute_url()).content.decode()


def test_coordinators_begin_with_a_usual_deadline_and_may_change_it(office, today):
    room = RoomFactory(code="C1")
    offered = office.get(reverse("admin:spaces_deadline_changelist")).content.decode()
    assert "not legal advice" in offered

    form = office.get(reverse("admin:spaces_deadline_add") + "?usual=lifting-24").context["adminform"].form
    assert (form.initial["every_months"], form.initial["blocks_when_late"]) == (24, True)
    sent = {
        "name": "Crane",
        "text": form.initial["text"],
        "space": room.pk,
        "every_months": "12",
        "next_on": today.isoformat(),
        "done-TOTAL_FORMS": "0",
        "done-INITIAL_FORMS": "0",
    }
    office.post(reverse("admin:spaces_deadline_add"), sent)

    assert Deadline.objects.get().every_months == 12
    assert "Crane" in office.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("what", ["neither", "both", "blocks without a space"])
def test_the_form_of_the_back_office_asks_for_a_space_or_a_building(office, today, what):
    sent = {"name": "Crane", "every_months": "12", "next_on": today.isoformat()}
    sent |= {"done-TOTAL_FORMS": "0", "done-INITIAL_FORMS": "0"}
    if what == "both":
        sent |= {"space": RoomFactory().pk, "building": BuildingFactory().pk}
    if what == "blocks without a space":
        sent |= {"building": BuildingFactory().pk, "blocks_when_late": "on"}

    answer = office.post(reverse("admin:spaces_deadline_add"), sent)

    assert answer.context["adminform"].form.errors
    assert not Deadline.objects.exists()


def test_coordinators_record_it_in_the_back_office_after_seeing_what_changes(office, today):
    deadline = DeadlineFactory(next_on=today, every_months=1)
    page = reverse("admin:spaces_deadline_changelist")
    sent = {"action": "record_done", "_selected_action": deadline.pk}
    sent |= {"day": today.isoformat(), "due_on": today.isoformat(), "note": ""}

    asked = office.post(page, sent | {"check": "1"})
    assert asked.context["changes"]
    assert deadline.done.count() == 0
    office.post(page, sent | {"do": "1"})
    assert deadline.done.get().day == today
