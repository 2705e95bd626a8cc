"""The page of the value chain: who sees what, one company in focus, the table as CSV."""

import pytest
from django.urls import reverse

from members.exchange.collaborations.models import CollaborationKind
from tests.factories.collaborations import CollaborationFactory
from tests.factories.members import CompanyFactory, FieldFactory, MembershipFactory

pytestmark = pytest.mark.django_db
URL = reverse("members:value_chain")


@pytest.fixture
def chain():
    """Oak gives Table boards, for all; Table gives Glass frames, for members; Alone has nothing."""
    oak, table, glass, alone = (
        CompanyFactory(name=name, slug=name.lower()) for name in ("Oak", "Table", "Glass", "Alone")
    )
    CollaborationFactory(giver=oak, taker=table, what="boards", is_shown=True)
    CollaborationFactory(giver=table, taker=glass, what="frames", is_public_by_giver=True)
    CollaborationFactory(giver=oak, taker=alone, what="asked", is_waiting=True)
    return {one.name: one for one in (oak, table, glass, alone)}


def rows(response):
    return [(one.giver.name, one.what, one.taker.name) for one in response.context["page_obj"]]


def drawn(response):
    return [one.company.name for one in response.context["ring"].names]


def member_of(company):
    return MembershipFactory(company=company).user


def test_visitors_see_what_both_companies_show(client, chain):
    response = client.get(URL)
    assert rows(response) == [("Oak", "boards", "Table")]
    assert drawn(response) == ["Oak", "Table"]
    assert b"Glass" not in response.content
    assert b"Alone" not in response.content


def test_members_see_all_that_is_confirmed(client_of, chain):
    response = client_of(member_of(chain["Oak"])).get(URL)
    assert rows(response) == [("Oak", "boards", "Table"), ("Table", "frames", "Glass")]
    assert b"Alone" not in response.content


def test_who_stands_alone_reads_it_and_the_coordinators_do(client_of, coordinator, chain):
    own = client_of(member_of(chain["Alone"])).get(URL)
    assert [one.name for one in own.context["own_alone"]] == ["Alone"]
    assert own.context.get("alone") is None
    assert [one.name for one in client_of(coordinator).get(URL).context["alone"]] == ["Alone"]


def test_one_company_is_drawn_with_its_neighbours(client_of, chain):
    response = client_of(member_of(chain["Oak"])).get(URL, {"company": "glass"})
    assert rows(response) == [("Table", "frames", "Glass")]
    assert [one.company.name for one in response.context["small"].names] == ["Glass", "Table"]
    assert b'content="noindex"' in response.content


@pytest.mark.parametrize("slug", ["alone", "glass", "nobody", "x" * 500, "\x00"])
def test_a_company_that_shows_nothing_is_as_one_that_is_not_there(client, chain, slug):
    response = client.get(URL, {"company": slug})
    assert response.status_code == 200
    assert (response.context["focus"], response.context["is_unknown"]) == (None, True)
    assert b"No collaboration of this company is shown." in response.content


def test_the_ring_is_in_the_order_of_field_and_name(client):
    wood, glass = FieldFactory(code="wood"), FieldFactory(code="glass")
    pairs = [("b", wood), ("a", wood), ("z", glass)]
    b, a, z = (CompanyFactory(name=name, field=field) for name, field in pairs)
    CollaborationFactory(giver=b, taker=a, is_shown=True)
    CollaborationFactory(giver=b, taker=z, is_shown=True, kind=CollaborationKind.WORKS_WITH)
    assert drawn(client.get(URL)) == ["z", "a", "b"]


def test_without_any_link_the_page_says_what_to_do(client, client_of, company):
    assert b"See the companies" in client.get(URL).content
    assert b"Say with whom your company works" in client_of(member_of(company)).get(URL).content


def test_the_table_goes_out_as_csv(client, chain):
    response = client.get(URL, {"format": "csv"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "giver,taker,kind,what,since"
    assert [line.rsplit(",", 1)[0] for line in lines[1:]] == ["Oak,Table,supplies,boards"]


def test_the_page_of_a_company_shows_whom_it_works_with(client, client_of, chain):
    page = chain["Table"].get_absolute_url()
    assert b"boards" in client.get(page).content
    assert b"frames" not in client.get(page).content
    member = client_of(member_of(chain["Glass"])).get(page)
    assert b"frames" in member.content
    assert f"{reverse('members:collaboration_new')}?company=table".encode() in member.content
    assert b'id="works-with"' not in client.get(chain["Alone"].get_absolute_url()).content
