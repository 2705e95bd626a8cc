"""The sample communities in a real database."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import Event, EventPicture
from governance.models import Resolution, VotingRound
from governance.rules import Counts, Rule, outcome
from members.models import Company, Multifactory
from members.services.terms import split_words, term_slug
from multifactory.demo import CASES
from multifactory.demo.load import COORDINATOR, LOGINS, PASSWORD, load_case
from spaces.models import Allocation, Booking, Building, Condition, Renewal, Space
from spaces.renewal import compared, renewal_figures

pytestmark = pytest.mark.django_db


@pytest.fixture(params=sorted(CASES))
def case(request):
    load_case(CASES[request.param])
    return CASES[request.param]


def test_a_case_has_the_companies_it_promises(case):
    assert Company.objects.current().count() == {"r84": 40, "risma11": 16, "infatti9": 9}[case.slug]
    assert Multifactory.objects.get().is_sample


def test_there_is_always_an_open_vote_a_closed_one_a_coming_event_and_a_vacancy(case):
    assert VotingRound.objects.open().exists()
    assert VotingRound.objects.filter(state="closed").exists()
    assert Event.objects.visible_to(is_member=False).upcoming().exists()
    assert Event.objects.past().exists()
    assert Space.objects.vacant().exists()
    assert Booking.objects.upcoming().exists()


def test_the_counts_of_closed_rounds_follow_from_their_votes_and_rule(case):
    results = {data.title: data.round.result for data in case.proposals if data.round and data.round.result}
    for voting_round in VotingRound.objects.filter(state="closed").select_related("proposal"):
        counts = Counts(
            **{name: getattr(voting_round, name) for name in ("entitled", "recused", "yes", "no", "abstain")}
        )
        assert voting_round.outcome == outcome(counts, Rule.from_json(voting_round.rule))
        assert voting_round.outcome == results[voting_round.proposal.title]


def test_resolutions_are_numbered_without_a_gap(case):
    for year in set(Resolution.objects.values_list("year", flat=True)):
        numbers = sorted(Resolution.objects.filter(year=year).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_some_units_cite_the_resolution_that_gave_them(case):
    assert Allocation.objects.filter(resolution__outcome="adopted").exists()
    assert (
        not Allocation.objects.filter(resolution__isnull=False)
        .exclude(resolution__outcome="adopted")
        .exists()
    )


def test_the_printed_people_can_log_in(case, rf):
    request = rf.post("/account/login/")
    for address in [COORDINATOR[1], *LOGINS.values()]:
        assert authenticate(request, email=address, password=PASSWORD).email == address


def test_nothing_is_loaded_over_companies_that_are_there(case):
    before = Company.objects.count()
    with pytest.raises(ValidationError):
        load_case(case)
    assert Company.objects.count() == before


def test_a_portal_others_can_reach_refuses_the_sample(settings):
    settings.IS_LOOPBACK = False
    with pytest.raises(CommandError, match="known passwords"):
        call_command("demo")
    assert not Company.objects.exists()


def test_dates_of_events_are_relative_to_the_day_of_loading(case):
    upcoming = Event.objects.upcoming().first()
    assert 0 <= (upcoming.starts_at.date() - timezone.localdate()).days < 60


def test_pages_of_companies_have_what_their_profiles_say(case):
    for data in case.companies:
        profile = case.profiles[data.name]
        company = Company.objects.get(name=data.name)
        company.full_clean()
        stages = [{one.stage for one in product.stages.all()} for product in company.products.all()]
        words = [set(product.terms.values_list("kind", "slug")) for product in company.products.all()]
        assert stages == [set(stages.split()) for _kinds, _materials, stages in profile.made]
        assert words == [
            {("product", term_slug(word)) for word in split_words(kinds)}
            | {("material", term_slug(word)) for word in split_words(materials)}
            for kinds, materials, _stages in profile.made
        ]
        assert [link.label for link in company.links.all()] == [label for label, _url in profile.links]
        assert [one.name for one in company.machines.all()] == [name for name, _l, _k in profile.machines]
        assert hasattr(company, "logo") == bool(profile.sign)
        assert company.photos.count() == bool(profile.drawing)


def test_every_page_of_the_sample_opens(case, client):
    pages = [one.get_absolute_url() for one in [*Company.objects.with_page(), *Building.objects.all()]]
    assert {client.get(page).status_code for page in pages} == {200}


def test_one_former_company_is_remembered_and_one_page_waits_for_its_people(case, client):
    assert Company.objects.remembered().count() == 1
    assert Company.objects.current().unconfirmed().count() == 1


def test_every_building_is_drawn_and_says_that_it_is_a_drawing(case):
    for building in Building.objects.all():
        assert [picture.alt for picture in building.pictures.all()] == [
            f"A drawing, not a photo: the front of {building.name}"
        ]


def test_companies_are_found_by_their_materials(case):
    _kinds, materials, _stages = next(iter(case.profiles.values())).made[0]
    found = Company.objects.filter(search_text__contains=split_words(materials)[0])
    assert case.companies[0].name in found.values_list("name", flat=True)


def test_the_next_public_event_has_a_picture(case):
    [picture] = EventPicture.objects.select_related("event")
    assert picture.event == Event.objects.public().published().upcoming().first()


def test_works_of_the_sample_are_told_and_drawn_before_and_after(case, client):
    works = Renewal.objects.valid().for_story()
    assert {one.title for one in works} == {data.title for data in case.works}
    for one in works:
        assert client.get(one.get_absolute_url()).status_code == 200
        assert {picture.credit for picture in one.pictures.all()} <= {"Drawn for this sample, invented"}
        assert all(pair.is_one_frame or pair.after is None for pair in compared(one.pictures.all()))
    figures = renewal_figures()
    assert (figures.done > 0, figures.under_way > 0, figures.cents_per_m2 is not None) == (True, True, True)


def test_resolutions_of_renewal_are_cited_by_works_and_by_the_conditions_they_made(case):
    cited = Renewal.objects.exclude(resolution=None).values_list("resolution", flat=True)
    assert Resolution.objects.filter(pk__in=cited, matter="renewal", outcome="adopted").exists()
    assert Condition.objects.filter(resolution__in=cited, state="under_works").exists()
