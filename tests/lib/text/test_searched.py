"""Events, proposals, resolutions and spaces are found as companies are, on both databases alike."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from events.programme.filters import EventFilter
from events.programme.models import Event
from governance.proposals.filters import ProposalFilter
from governance.proposals.models import Proposal
from governance.resolutions.filters import ResolutionFilter
from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.directory.filters import CompanyFilter
from members.profile.search import refresh_all_search_texts
from spaces.building.models import Space
from spaces.requests.filters import VacancyFilter
from tests.factories.events import EventFactory
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory, ProductFactory, TermFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory

pytestmark = pytest.mark.django_db

TITLE = "È Natale: perché no? Caffè, città e qualità dell’acqua"
WORDS = [
    *("perché", "perche", "PERCHÉ", "caffe", "è natale", "città caffè", "natale città", "Caffe\u0300"),
    *("qualità", "QUALITÀ", "qualita", "dell'acqua", "dell’ACQUA natale", ""),
]
OTHERS = ["natali", "caffe bar", "100%", "_atale"]


def found(filter_class, queryset, words, **more):
    return list(filter_class({"q": words}, queryset, **more).qs)


def test_events_are_found_without_accents_case_and_order():
    """12 of 13 of these found nothing on SQLite."""
    event = EventFactory(title=TITLE, starts_at=timezone.now() + timedelta(days=3))
    assert [words for words in WORDS if found(EventFilter, Event.objects.all(), words) != [event]] == []
    assert [words for words in OTHERS if found(EventFilter, Event.objects.all(), words)] == []


def test_proposals_and_resolutions_too():
    proposal = ProposalFactory(title=TITLE)
    resolution = ResolutionFactory(title=TITLE)
    for words in WORDS:
        assert proposal in found(ProposalFilter, Proposal.objects.all(), words)
        assert found(ResolutionFilter, Resolution.objects.all(), words, is_member=True) == [resolution]
    assert found(ResolutionFilter, Resolution.objects.all(), resolution.reference, is_member=False) == [
        resolution
    ]


def test_free_units_are_found_by_what_they_offer():
    unit = SpaceFactory(features="Forza motrice, scarico dell’aria", name="Officina")
    assert found(VacancyFilter, Space.objects.all(), "OFFICINA dell'aria") == [unit]


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Proposal.objects.filter(pk=row.pk).update(title="Più rosé"),
        lambda row: Proposal.objects.filter(pk=row.pk).update(state_reason="Later", text="Più rosé"),
        lambda row: (setattr(row, "title", "Più rosé"), row.save()),
        lambda row: (setattr(row, "text", "Più rosé"), row.save(update_fields=["text"])),
    ],
)
def test_a_row_is_found_by_its_new_words_whoever_changes_it(change):
    proposal = ProposalFactory(title="Old", text="Words")
    change(proposal)
    assert found(ProposalFilter, Proposal.objects.all(), "rose piu") == [proposal]


def directory(words):
    query = QueryDict(mutable=True)
    query["q"] = words
    return CompanyFilter(query, Company.objects.all()).ids


def test_codes_of_units_and_names_of_buildings_find_their_companies():
    company, other = CompanyFactory(name="Ferri"), CompanyFactory(name="Galli")
    unit = SpaceFactory(code="B12", name="Stanza")
    unit.floor.building.name = "Caffè Città"
    unit.floor.building.save()
    AllocationFactory(company=company, unit=unit)
    AllocationFactory(
        company=other, start_on=timezone.localdate() + timedelta(days=9), unit=SpaceFactory(code="B13")
    )

    assert [directory(words) for words in ("b12", "caffe citta", "ferri B12", "galli b12", "B13")] == [
        [company.pk],
        [company.pk],
        [company.pk],
        [],
        [],
    ]


def test_a_word_is_found_and_shown_in_both_languages():
    """“violino” did not find who makes violins."""
    company = CompanyFactory(name="Ferri")
    ProductFactory(company=company, terms=[TermFactory(name="violins", name_en="violins", name_it="violino")])
    refresh_all_search_texts()

    assert [directory(words) for words in ("violino", "violins", "viola")] == [[company.pk], [company.pk], []]
