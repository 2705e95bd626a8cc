"""Needs met both ways, by the match of the exchange."""

import pytest

from members.applications.reading.needs import needs_figures, needs_met
from tests.factories.applications import ApplicationFactory, ApplicationListingFactory
from tests.factories.listings import ListingFactory
from tests.factories.members import FieldFactory

pytestmark = pytest.mark.django_db


def test_what_companies_have_meets_its_needs_and_what_it_offers_meets_theirs():
    paper, wood = FieldFactory(code="paper"), FieldFactory(code="wood")
    application = ApplicationFactory(opened=True, field=paper)
    offcuts = ApplicationListingFactory(application=application, title="Paper offcuts")
    booth = ApplicationListingFactory(application=application, title="A spray booth", field=wood)
    masks = ApplicationListingFactory(application=application, kind="offer", title="Masks")
    have, need = ListingFactory(kind="offer", field=paper), ListingFactory(kind="need", field=paper)
    found = needs_met(application)
    assert list(found.for_them) == [(offcuts, [have]), (booth, [])]
    assert list(found.for_us) == [(need, masks)]
    assert needs_figures(application) == {"needs": 2, "needs_met": 1, "needs_it_meets": 1}
