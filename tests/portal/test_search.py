"""One search over all kinds, for members and for visitors."""

import pytest
from django.urls import reverse

from multifactory.portal.search import SHOWN
from multifactory.templatetags.navigation import place_of
from tests.factories.events import EventFactory
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import RoomFactory
from tests.html import squeezed

pytestmark = pytest.mark.django_db


def found(client, text: str) -> dict[str, list[str]]:
    kinds = client.get(reverse("search"), {"q": text}).context["kinds"]
    return {kind.name: [row.title for row in kind.rows] for kind in kinds}


@pytest.fixture
def things() -> None:
    CompanyFactory(name="Perché no", story="We build staircases.")
    RoomFactory(code="B7", name="Perche room")
    EventFactory(title="PERCHÉ dancing", visibility="public")
    EventFactory(title="Perché inside", visibility="internal")
    ProposalFactory(title="Perché we vote", state="discussion")
    ProposalFactory(title="Perché of others", state="draft")
    ResolutionFactory(title="Why, perché", year=2024, number=1, is_published=True)
    ResolutionFactory(title="Perché kept", year=2024, number=2, is_published=False)


def test_members_find_all_kinds_without_accents_or_case(client, representative, things):
    client.force_login(representative)

    assert found(client, "perche") == {
        "companies": ["Perché no"],
        "spaces": ["B7 Perche room"],
        "events": ["PERCHÉ dancing", "Perché inside"],
        "decisions": ["Perché we vote"],
        "resolutions": ["2024/2 Perché kept", "2024/1 Why, perché"],
    }


def test_visitors_find_what_is_public(client, things):
    assert found(client, "PERCHE'") == {
        "companies": ["Perché no"],
        "spaces": ["B7 Perche room"],
        "events": ["PERCHÉ dancing"],
        "resolutions": ["2024/1 Why, perché"],
    }
    assert found(client, "staircases perche") == {"companies": ["Perché no"]}  # words in any order
    assert found(client, " ") == found(client, "perche nobody") == {}


def test_of_many_the_list_of_the_kind_has_the_others(client):
    CompanyFactory.create_batch(SHOWN + 1, line="Oak & ash")

    (kind,) = client.get(reverse("search"), {"q": "oak & ash"}).context["kinds"]

    assert (len(kind.rows), kind.more) == (SHOWN, f"{reverse('members:company_list')}?q=oak+%26+ash")
    assert client.get(kind.more).context["page_obj"].paginator.count == SHOWN + 1


def test_every_page_has_the_search(client, representative):
    for page in (reverse("home"), reverse("members:company_list"), "/no-such-page/"):
        assert 'class="site-find"' in squeezed(client.get(page).content.decode()).split("</header>")[0]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("dashboard", "dashboard"),
        ("governance:assembly_detail", "assemblies"),
        ("governance:resolution_list", "decisions"),
        ("spaces:space_calendar", "bookings"),
        ("spaces:space_detail", "building"),
        ("spaces:application_propose", "applications"),
        ("members:join_edit", "joining"),
        ("events:institution_list", ""),
        ("home", ""),
    ],
)
def test_each_page_belongs_to_one_place_of_the_menus(name, place):
    assert place_of(name) == place
