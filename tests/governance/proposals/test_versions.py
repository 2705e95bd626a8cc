"""Any two versions of a proposal are compared."""

import pytest
from django.urls import reverse

from governance.proposals.services import edit_proposal
from tests.factories.governance import ProposalFactory

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def test_any_two_versions_are_compared(client_of, representative, company):
    proposal = ProposalFactory(company=company, title="Roof", text="It costs 900.")
    for text in ("It costs 1000.", "It costs 1000 <script>."):
        edit_proposal(proposal, title="Roof", text=text, matter="ordinary", by=representative, note="price")
    client, path = client_of(representative), url("version_list", proposal.pk)

    latest, first = client.get(path), client.get(path, {"before": "1", "after": "2"})

    assert (latest.context["before"].number, latest.context["after"].number) == (2, 3)
    assert "&lt;script&gt;" in latest.content.decode() or "&lt;" in latest.content.decode()
    assert ["<del>" in first.content.decode(), "900" in first.content.decode()] == [True, True]


@pytest.mark.parametrize("query", [{"before": "9"}, {"after": "x"}, {"before": "-1", "after": "%00"}])
def test_versions_that_do_not_exist_are_refused_beside_the_field(client_of, representative, company, query):
    page = client_of(representative).get(url("version_list", ProposalFactory(company=company).pk), query)

    assert (page.status_code, set(page.context["form"].errors) == set(query)) == (200, True)
