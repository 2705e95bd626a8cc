"""The pages on which companies ask, answer and end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.exchange.collaborations.models import Collaboration, CollaborationKind, CollaborationState
from tests.factories.collaborations import CollaborationFactory, JointProjectFactory
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db
NEW = reverse("members:collaboration_new")


@pytest.fixture
def other():
    return CompanyFactory(name="Table", slug="table")


def form(**changes):
    day = timezone.localdate().isoformat()
    return {"company": "table", "side": "gives", "what": "Boards", "started_on": day} | changes


@pytest.mark.parametrize(
    ("side", "kind", "is_giver"),
    [
        ("gives", CollaborationKind.SUPPLIES, True),
        ("gets", CollaborationKind.SUPPLIES, False),
        ("with", CollaborationKind.WORKS_WITH, True),
    ],
)
def test_a_company_asks_from_its_side(client_of, company, collaborator, other, side, kind, is_giver):
    response = client_of(collaborator).post(NEW, form(side=side, is_public="on"))
    row = Collaboration.objects.get()
    assert response.url == row.get_absolute_url()
    assert (row.kind, row.giver == company, row.asker) == (kind, is_giver, company)
    assert (row.is_public_by_giver, row.is_public_by_taker) == (is_giver, not is_giver)


def test_the_page_of_a_company_leads_to_the_form_with_its_name(client_of, collaborator, other):
    assert b'<option value="table" selected>' in client_of(collaborator).get(f"{NEW}?company=table").content


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"company": "nobody"}, "company"),
        ({"side": "eats"}, "side"),
        ({"what": " "}, "what"),
        ({"what": "x" * 101}, "what"),
        ({"started_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "started_on"),
        ({"started_on": "1492-10-12"}, "started_on"),
        ({"started_on": "yesterday"}, "started_on"),
    ],
)
def test_bad_input_comes_back_beside_its_field(client_of, collaborator, other, changes, field):
    response = client_of(collaborator).post(NEW, form(**changes))
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert not Collaboration.objects.exists()


def test_one_does_not_ask_oneself(client_of, company, collaborator):
    response = client_of(collaborator).post(NEW, form(company=company.slug))
    assert list(response.context["form"].errors) == ["company"]


def test_what_is_there_already_is_said_beside_the_side(client_of, company, collaborator, other):
    CollaborationFactory(giver=company, taker=other, what="Planks")
    response = client_of(collaborator).post(NEW, form())
    assert response.context["form"].errors["side"] == ["You already have this with Table: “Planks”."]


def test_asking_what_they_have_asked_confirms_it(client_of, company, collaborator, other):
    row = CollaborationFactory(giver=company, taker=other, is_waiting=True, is_asked_by_giver=False)
    response = client_of(collaborator).post(NEW, form(), follow=True)
    assert messages_of(response) == ["They had asked the same: it is now confirmed by both."]
    row.refresh_from_db()
    assert row.is_confirmed


def test_it_is_confirmed_shown_and_ended_from_its_page(client_of, company, collaborator, other):
    row = CollaborationFactory(giver=other, taker=company, is_waiting=True)
    person = client_of(collaborator)
    person.post(url("collaboration_confirm", row.pk), {"is_public": "on"})
    row.refresh_from_db()
    assert (row.state, row.is_public_by_taker) == (CollaborationState.CONFIRMED, True)
    person.post(url("collaboration_public", row.pk), {})
    row.refresh_from_db()
    assert not row.is_public_by_taker
    person.post(url("collaboration_end", row.pk), {})
    row.refresh_from_db()
    assert (row.state, row.ended_on) == (CollaborationState.ENDED, timezone.localdate())


def test_a_wrong_day_of_the_end_comes_back_beside_it(client_of, company, collaborator, other):
    row = CollaborationFactory(giver=other, taker=company)
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    response = client_of(collaborator).post(url("collaboration_end", row.pk), {"ended_on": day})
    assert response.status_code == 200
    assert "A collaboration cannot end before it begins." in response.content.decode()
    assert f'value="{day}"' in response.content.decode()


def test_the_people_of_other_companies_find_nothing(client_of, company, other):
    row = CollaborationFactory(giver=other, taker=company)
    stranger = client_of(MembershipFactory().user)
    assert stranger.get(row.get_absolute_url()).status_code == 404
    assert stranger.post(url("collaboration_end", row.pk), {}).status_code == 404
    assert stranger.get(url("collaboration_detail", 10**12)).status_code == 404


def test_the_list_shows_what_waits_what_stands_and_what_is_over(client_of, company, collaborator, other):
    waiting = CollaborationFactory(giver=other, taker=company, is_waiting=True)
    asked = CollaborationFactory(giver=company, taker=other, is_waiting=True)
    standing = CollaborationFactory(giver=company)
    over = CollaborationFactory(taker=company, ended_on=timezone.localdate())
    context = client_of(collaborator).get(url("collaboration_list")).context
    shown = {name: [row[0] for row in context[name]] for name in ("to_confirm", "asked", "rows", "over")}
    assert shown == {"to_confirm": [waiting], "asked": [asked], "rows": [standing], "over": [over]}


def test_the_dashboard_shows_what_waits_for_an_answer(client_of, company, collaborator, other):
    row = CollaborationFactory(giver=other, taker=company, is_waiting=True, what="Panes")
    project = JointProjectFactory(lead=other, title="Lamp", parts=[company])
    waiting = client_of(collaborator).get(reverse("dashboard")).context["to_confirm"]
    assert [(one.what, one.asker, one.href, one.is_project) for one in waiting] == [
        ("Lamp", "Table", project.get_absolute_url(), True),
        ("Panes", "Table", row.get_absolute_url(), False),
    ]
