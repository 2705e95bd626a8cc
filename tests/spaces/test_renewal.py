"""Figures of the renewal, and what the pages say of works."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.formats import format_euro
from spaces.condition.figures import ConditionYear, condition_years, floor_changes, sum_years
from spaces.condition.formats import STATES_FROM_WORST
from spaces.works.details import compare_pictures
from spaces.works.figures import built_m2, renewal_figures, sum_works
from spaces.works.formats import format_months
from spaces.works.models import RenewalPicture
from tests.factories.governance import ResolutionFactory
from tests.factories.pictures import stored
from tests.factories.spaces import ConditionFactory, RenewalFactory, RoomFactory, SpaceFactory

TODAY = date(2026, 11, 25)


def works(**fields):
    return RenewalFactory.build(**fields)


def test_figures_count_m2_of_done_works_and_hours_and_money_of_begun_ones():
    some = [
        works(renewed_m2=Decimal(100), cost_cents=500_000, hours_given=Decimal("10.5")),
        works(renewed_m2=Decimal(300), cost_cents=1_000_000, end_on=None),
        works(renewed_m2=Decimal(900), cost_cents=9_000_000, start_on=date(2027, 1, 1), end_on=None),
    ]

    figures = sum_works(some, TODAY)

    assert (figures.done, figures.under_way, figures.planned, figures.works) == (1, 1, 1, 3)
    assert (figures.m2, figures.hours, figures.cost_cents) == (Decimal(100), Decimal("50.5"), 1_500_000)
    assert figures.cents_per_m2 == 5_000
    assert (figures.first, figures.last) == (date(2019, 1, 1), date(2019, 6, 30))


def test_works_are_done_on_the_first_day_without_them():
    one = works(end_on=TODAY)
    assert [one.state_on(day) for day in (date(2018, 12, 31), date(2026, 11, 24), TODAY)] == [
        "planned",
        "under_way",
        "done",
    ]


@pytest.mark.parametrize(
    "some",
    [
        [],
        [{"renewed_m2": Decimal(0)}],
        [{"end_on": None}],
        [{"cost_cents": None}],
    ],
    ids=["no works", "nothing renewed", "under way", "cost not known"],
)
def test_cost_of_a_renewed_m2_is_not_known_where_nothing_is_renewed_or_paid(some):
    assert sum_works([works(**fields) for fields in some], TODAY).cents_per_m2 is None


def test_cost_of_a_renewed_m2_leaves_out_works_that_renewed_none():
    some = [works(renewed_m2=Decimal(3), cost_cents=1_000), works(renewed_m2=Decimal(0), cost_cents=5_000)]
    assert sum_works(some, TODAY).cents_per_m2 == 333


@given(st.lists(st.tuples(st.integers(0, 10**9), st.decimals(0, 10**5, places=2)), max_size=8))
def test_cost_of_a_renewed_m2_is_within_half_a_cent(rows):
    figures = sum_works([works(cost_cents=cents, renewed_m2=m2) for cents, m2 in rows], TODAY)
    m2 = sum(m2 for _cents, m2 in rows)
    if figures.cents_per_m2 is None:
        assert m2 == 0
    else:
        paid = sum(cents for cents, one in rows if one)
        assert abs(figures.cents_per_m2 * m2 - paid) <= m2 / 2


@pytest.mark.django_db
def test_void_works_count_nowhere(django_assert_num_queries, client):
    one = RenewalFactory(voided_at="2026-01-01T00:00Z", void_reason="Twice")
    with django_assert_num_queries(1):
        assert renewal_figures().works == 0
    assert client.get(one.get_absolute_url()).status_code == 404


def test_built_m2_leave_out_machines_and_open_ground():
    some = [
        SpaceFactory.build(floor=None, area_m2=Decimal(50)),
        SpaceFactory.build(floor=None, area_m2=Decimal(20), use="residence"),
        SpaceFactory.build(floor=None, area_m2=Decimal(800), kind="area", use="outdoor"),
        SpaceFactory.build(floor=None, area_m2=None, kind="machine"),
    ]
    assert built_m2(some) == Decimal(70)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2019, 1, 7), date(2019, 3, 1), "January 2019 to February 2019"),
        (date(2019, 1, 7), date(2019, 2, 1), "January 2019"),
        (date(2026, 9, 7), None, "since September 2026"),
        (date(2026, 9, 7), date(2027, 2, 1), "since September 2026"),
        (date(2027, 1, 7), None, "from January 2027"),
    ],
)
def test_months_say_when_works_were(start, end, words):
    assert format_months(start, end, TODAY) == words


def test_euros_show_cents_only_where_there_are_some():
    assert [format_euro(cents) for cents in (0, 1_830_000, 1_830_050)] == ["€ 0", "€ 18,300", "€ 18,300.50"]


def picture(moment, position=0, width=600, height=400):
    return RenewalPicture(moment=moment, position=position, width=width, height=height, year=2019)


def test_pictures_are_compared_in_their_order_and_one_alone_stands_alone():
    first, second = picture("before"), picture("before", 1)
    after = picture("after", width=603)

    pairs = compare_pictures([first, after, second])

    assert [(one.before, one.after, one.is_one_frame) for one in pairs] == [
        (first, after, True),
        (second, None, False),
    ]


def test_pictures_of_different_shapes_do_not_lie_upon_each_other():
    [pair] = compare_pictures([picture("before"), picture("after", width=400, height=600)])
    assert not pair.is_one_frame


def test_years_say_the_condition_on_their_last_day():
    rows = [
        (Decimal(100), "disused", date(2024, 5, 1), date(2025, 3, 1)),
        (Decimal(100), "under_works", date(2025, 3, 1), date(2026, 1, 1)),
        (Decimal(100), "usable", date(2026, 1, 1), None),
    ]
    zero, all_of_it = Decimal(0), Decimal(100)
    assert sum_years(rows, TODAY) == [
        ConditionYear("2024", (all_of_it, zero, zero, zero)),
        ConditionYear("2025", (zero, zero, all_of_it, zero)),
        ConditionYear("today", (zero, zero, zero, all_of_it)),
    ]
    assert STATES_FROM_WORST == ("disused", "made_safe", "under_works", "usable")


@pytest.mark.django_db
def test_years_leave_out_open_ground_voided_conditions_and_spaces_that_are_gone(django_assert_num_queries):
    start = date(2024, 1, 1)
    ConditionFactory(space=SpaceFactory(area_m2=Decimal(40)), start_on=start)
    ConditionFactory(space=SpaceFactory(area_m2=Decimal(60), valid_to=date(2025, 1, 1)), start_on=start)
    ConditionFactory(space=RoomFactory(kind="area", use="outdoor"), start_on=start)
    ConditionFactory(start_on=start, voided_at="2025-01-01T00:00Z", void_reason="Twice")

    with django_assert_num_queries(1):
        years = condition_years(date(2025, 6, 1))

    assert [(year.label, year.m2[-1]) for year in years] == [("2024", Decimal(100)), ("today", Decimal(40))]


@pytest.mark.django_db
def test_spaces_that_changed_together_are_told_together(django_assert_num_queries):
    one = ConditionFactory(start_on=date(2020, 1, 1), state="under_works", note="Roof")
    other = SpaceFactory(floor=one.space.floor)
    ConditionFactory(space=other, start_on=date(2020, 1, 1), state="under_works", note="Roof")
    ConditionFactory(space=SpaceFactory(floor=one.space.floor), start_on=date(2999, 1, 1))

    with django_assert_num_queries(1):
        [change] = floor_changes(one.space.floor)

    assert (change.state, change.note, change.more) == ("under works", "Roof", 0)
    assert change.codes == sorted([one.space.code, other.code])


# --- Pages ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_story_of_a_place_without_works_says_so(client):
    page = client.get(reverse("spaces:works_list")).content.decode()
    assert "No works are written down yet" in page
    assert "<svg class" not in page


@pytest.mark.django_db
def test_works_that_are_planned_only_leave_no_figure_empty(client):
    RenewalFactory(start_on=date(2999, 1, 1), end_on=None)
    page = client.get(reverse("spaces:works_list"))
    assert (page.status_code, page.context["figures"].planned, page.context["per_m2"]) == (200, 1, "")


@pytest.mark.django_db
def test_before_and_after_stand_side_by_side_without_scripts(client):
    one = RenewalFactory()
    for moment in ("before", "after"):
        stored(RenewalPicture(renewal=one, moment=moment, year=2019, alt=f"The {moment}", credit="By Anna"))

    page = client.get(one.get_absolute_url()).content.decode()

    assert page.count("<figcaption>") == 2
    assert page.count("By Anna") == 2
    assert 'type="range"' not in page


@pytest.mark.django_db
def test_a_resolution_for_members_is_named_but_not_linked_for_visitors(client, client_of, coordinator):
    hidden = ResolutionFactory()
    one = RenewalFactory(resolution=hidden)
    seen = [who.get(one.get_absolute_url()).content.decode() for who in (client, client_of(coordinator))]
    assert [hidden.reference in page for page in seen] == [True, True]
    assert [hidden.get_absolute_url() in page for page in seen] == [False, True]


@pytest.mark.django_db
def test_pages_of_a_space_and_of_its_building_link_its_works(client):
    unit = SpaceFactory()
    one = RenewalFactory(spaces=[unit])
    for page in (unit, unit.floor.building):
        assert one.get_absolute_url() in client.get(page.get_absolute_url()).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["F1", "F2", "G1"]),
        ("?offers=water", ["F1", "F2"]),
        ("?offers=water&offers=step-free", ["F2"]),
        ("?people=10", ["F2"]),
        ("?use=outdoor", ["G1"]),
        ("?people=0", ["F1", "F2", "G1"]),
        ("?offers=gold&people=x&kind=y&use=z&building=q", ["F1", "F2", "G1"]),
    ],
)
def test_spaces_are_found_by_what_they_offer(client, query, codes):
    SpaceFactory(code="F1", has_water=True)
    SpaceFactory(code="F2", has_water=True, is_step_free=True, capacity=10)
    RoomFactory(code="G1", kind="area", use="outdoor")

    response = client.get(reverse("spaces:space_list") + query)

    assert [space.code for space, _area, _state in response.context["rows"]] == codes
