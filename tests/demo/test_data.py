"""The sample communities hold together before any of them is loaded."""

import re
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from members.models import Stage
from multifactory.demo import CASES
from multifactory.demo.data import (
    FIELDS,
    VOCATIONS,
    area_of,
    ballots,
    box,
    date_of,
    is_member,
    order,
    result_of,
    roll,
    slug_of,
)
from multifactory.demo.drawing import COLOURS, DRAWINGS, FIGURES
from multifactory.demo.rooms import FITS
from spaces.features import BY_CODE

TODAY = date(2026, 11, 22)
CURRENT = {"r84": 40, "risma11": 16, "infatti9": 9}
BUILDINGS = {"r84": 6, "risma11": 1, "infatti9": 1}
SQUARE_METRES = {"r84": 8500, "risma11": 4200, "infatti9": 3000}
STATES = ("disused", "made_safe", "under_works", "usable")
MATTERS = {"ordinary", "rules", "budget", "admission", "allocation", "renewal", "event", "institution"}
FILLER = re.compile(
    r"lorem|ipsum|\btodo\b|\btbd\b|xxx|passionate|innovative|cutting.edge|solutions", re.IGNORECASE
)


@pytest.fixture(params=CASES.values(), ids=CASES.keys())
def case(request):
    return request.param


def floors(case):
    return [floor for building in case.buildings for floor in building.floors]


def names(case):
    return {company.name for company in case.companies}


def people(case):
    return {person: company for company in case.companies for person, _ in company.people}


def state_of(space, day):
    return [state for state, start in space.conditions if order(start) <= order(day)][-1]


def is_free(space, case):
    held = [a for a in case.allocations if a.space == space.code and order(a.start) <= order(0)]
    return state_of(space, 0) == "usable" and all(
        a.end is not None and order(a.end) <= order(0) for a in held
    )


def inside(point, polygon):
    """Ray casting; points on an edge count as inside."""
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        cross = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if cross == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return True
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def cells(shape):
    """Cells of a grid of 10 units whose middle lies in the shape: exact enough for rectilinear plans."""
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return {
        (x, y)
        for x in range(min(xs) // 10, max(xs) // 10 + 1)
        for y in range(min(ys) // 10, max(ys) // 10 + 1)
        if inside((x * 10 + 5.5, y * 10 + 5.5), shape)
    }


def test_each_case_has_its_number_of_companies_and_buildings(case):
    assert len(case.members_now) == CURRENT[case.slug]
    assert len(case.buildings) == BUILDINGS[case.slug]


def test_demo_log_ins_belong_to_the_first_two_companies(case):
    first, second = case.companies[:2]
    assert first.people[:2] == (("Anna Ferri", "representative"), ("Carla Bianchi", "collaborator"))
    assert second.people[0] == ("Bruno Galli", "representative")


def test_names_and_codes_are_unique(case):
    people_names = [person for company in case.companies for person, _ in company.people]
    floor_slugs = [floor.slug for floor in floors(case)]
    codes = [space.code for space in case.spaces]
    keys = [proposal.key for proposal in case.proposals]
    titles = [proposal.title for proposal in case.proposals] + [event.title for event in case.events]
    company_slugs = [slug_of(company.name) for company in case.companies]
    for values in (people_names, floor_slugs, codes, keys, titles, company_slugs):
        assert sorted(set(values)) == sorted(values)


def test_companies_are_described_in_known_words(case):
    for company in case.companies:
        assert company.field in FIELDS, company.name
        assert company.vocation in VOCATIONS, company.name
        assert company.craft in ("registered", "self_declared", "none"), company.name
        assert company.people[0][1] == "representative", company.name
        assert {role for _, role in company.people} <= {"representative", "collaborator"}, company.name
        assert company.products, company.name
        assert company.founded <= date_of(company.joined, TODAY).year, company.name


def test_companies_tell_their_own_story_in_their_own_words(case):
    stories = [company.story for company in case.companies]
    assert len(set(stories)) == len(stories)
    openings = [" ".join(story.split()[:3]) for story in stories]
    assert len(set(openings)) == len(openings)
    for company in case.companies:
        assert 38 <= len(company.story.split()) <= 155, (company.name, len(company.story.split()))
        assert 10 <= len(company.line) <= 100, company.name
        assert not FILLER.search(company.story + company.line), company.name


def test_short_texts_fit_their_columns(case):
    assert 10 <= len(case.welcome) <= 120
    assert 10 <= len(case.tagline) <= 120
    assert 40 <= len(case.lede) <= 300
    assert [s.code for s in case.spaces if len(s.features) > 200 or len(s.name) > 80] == []
    assert [n for c in case.companies for n, line in c.products if len(n) > 80 or len(line) > 140] == []
    assert [p.key for p in case.proposals if len(p.title) > 140] == []
    assert [e.title for e in case.events if len(e.title) > 100 or len(e.summary) > 200] == []
    assert [b.purpose for b in case.bookings if len(b.purpose) > 100] == []


def test_no_text_is_filler(case):
    texts = [case.story, *(p.text for p in case.proposals), *(e.body + e.summary for e in case.events)]
    assert [text for text in texts if FILLER.search(text) or not text.strip()] == []


def test_history_lies_before_everything_relative_to_today(case):
    days = [d for c in case.companies for d in (c.joined, c.left)]
    days += [d for a in case.allocations for d in (a.start, a.end)]
    days += [d for s in case.spaces for _, d in s.conditions]
    days += [d for p in case.proposals for d in (p.written, *([p.round.opened] if p.round else []))]
    absolute = [date.fromisoformat(d) for d in days if isinstance(d, str)]
    earliest = min((d for d in days if isinstance(d, int)), default=0)
    assert max(absolute) < date(2026, 8, 1) + timedelta(days=earliest)


def test_areas_add_up_to_the_size_of_the_place(case):
    parts = {code for space in case.spaces if len(space.takes) > 1 for code in space.takes}
    doubled = {s.code for s in case.spaces if s.kind == "room" and len(s.takes) > 1}
    total = sum(space.area_m2 for space in case.spaces if space.code not in doubled)
    halls = sum(s.area_m2 for s in case.spaces if s.code in doubled)
    halves = sum(s.area_m2 for s in case.spaces if s.code in parts and s.kind == "room")
    assert abs(total - SQUARE_METRES[case.slug]) < SQUARE_METRES[case.slug] * 4 // 100
    assert halves <= halls + 200


def test_shapes_are_polygons_inside_their_floor(case):
    for floor in floors(case):
        for space in floor.spaces:
            assert len(space.shape) >= 3, space.code
            assert area_of(space.shape) > 0, space.code
            assert all(0 < x < floor.width and 0 < y < floor.height for x, y in space.shape), space.code


def test_units_and_rooms_stand_inside_the_walls(case):
    for floor in floors(case):
        for space in floor.spaces:
            if space.kind in ("unit", "room", "machine"):
                held_by = [wall for wall in floor.walls if all(inside(point, wall) for point in space.shape)]
                assert held_by, space.code


def test_spaces_of_a_floor_do_not_overlap(case):
    for floor in floors(case):
        drawn = [(space.code, cells(space.shape)) for space in floor.spaces if space.kind != "machine"]
        for (code, shape), (other, other_shape) in combinations(drawn, 2):
            assert shape & other_shape == set(), (floor.name, code, other)


def test_every_machine_stands_inside_one_room_or_area(case):
    for floor in floors(case):
        for machine in (s for s in floor.spaces if s.kind == "machine"):
            around = [
                s.code
                for s in floor.spaces
                if s.kind != "machine" and all(inside(point, s.shape) for point in machine.shape)
            ]
            assert len(around) == 1, machine.code


def test_claims_name_leaf_spaces_and_units_are_never_claimed(case):
    by_code = {space.code: space for space in case.spaces}
    for space in case.spaces:
        if space.kind == "unit":
            assert space.takes == (), space.code
        elif space.kind != "area":
            assert space.takes, space.code
        for code in space.takes:
            assert by_code[code].kind != "unit", space.code
            assert by_code[code].takes == (code,) or code == space.code, space.code


def test_conditions_are_in_order_and_known(case):
    for space in case.spaces:
        starts = [order(start) for _, start in space.conditions]
        assert starts == sorted(set(starts)), space.code
        assert {state for state, _ in space.conditions} <= set(STATES), space.code


def test_there_are_vacancies_works_and_disused_units(case):
    units = [space for space in case.spaces if space.kind == "unit"]
    states = [state_of(unit, 0) for unit in units]
    assert 2 <= len([unit for unit in units if is_free(unit, case)]) <= 4
    assert states.count("under_works") in (1, 2)
    assert {"disused", "made_safe"} & set(states) or case.slug == "infatti9"


def test_allocations_name_units_and_companies_that_were_members(case):
    units = {space.code: space for space in case.spaces if space.kind == "unit"}
    companies = {company.name: company for company in case.companies}
    for held in case.allocations:
        company = companies[held.company]
        assert held.space in units
        assert held.kind in ("ordinary", "temporary", "restoration")
        assert held.end is None or order(held.start) < order(held.end), held
        assert held.reason, held
        assert is_member(company, held.start), held
        assert company.left is None or (held.end is not None and order(held.end) <= order(company.left)), held
        expected = "under_works" if held.kind == "restoration" else "usable"
        assert state_of(units[held.space], held.start) == expected, held


def test_allocations_of_a_unit_never_overlap(case):
    for code in {held.space for held in case.allocations}:
        spans = sorted((order(a.start), a.end) for a in case.allocations if a.space == code)
        for (_, end), (start, _) in pairwise(spans):
            assert end is not None, code
            assert order(end) <= start, code


def test_nearly_every_company_holds_a_unit_and_units_had_earlier_occupiers(case):
    now = {a.company for a in case.allocations if a.end is None or order(a.end) > order(0)}
    assert len(names(case) & now) >= CURRENT[case.slug] - 1
    assert len({a.space for a in case.allocations}) < len(case.allocations)


def test_cited_resolutions_were_adopted_before_the_allocation_began(case):
    proposals = {proposal.key: proposal for proposal in case.proposals}
    cited = [held for held in case.allocations if held.resolution]
    assert cited
    for held in cited:
        proposal = proposals[held.resolution]
        assert proposal.round.result == "adopted", held
        assert order(proposal.round.closes) <= order(held.start), held


def test_proposals_are_complete_for_their_state(case):
    for proposal in case.proposals:
        assert proposal.matter in MATTERS, proposal.key
        assert proposal.state in ("draft", "discussion", "voting", "closed", "withdrawn"), proposal.key
        assert (proposal.round is not None) == (proposal.state in ("voting", "closed")), proposal.key
        proposer = next(company for company in case.companies if company.name == proposal.proposer)
        assert is_member(proposer, proposal.written), proposal.key


def test_comments_are_written_by_members_between_the_proposal_and_today(case):
    authors = people(case)
    for proposal in case.proposals:
        for comment in proposal.comments:
            assert comment.kind in ("question", "for", "against", "concern"), comment
            assert is_member(authors[comment.author], comment.written), comment
            assert order(proposal.written) <= order(comment.written) <= order(0), comment


def test_votes_come_from_members_and_give_the_stated_result(case):
    for proposal in (p for p in case.proposals if p.round):
        voting = proposal.round
        entitled = roll(case.companies, voting.opened)
        assert set(voting.votes) <= set(entitled), proposal.key
        assert set(voting.votes.values()) <= {"yes", "no", "abstain"}, proposal.key
        assert order(proposal.written) < order(voting.opened) < order(voting.closes), proposal.key
        if proposal.state == "closed":
            assert order(voting.closes) < order(0), proposal.key
            assert voting.result == result_of(voting.votes, len(entitled)), proposal.key
            assert voting.outcome, proposal.key
            choices = list(voting.votes.values())
            assert choices.count("yes") != choices.count("no"), proposal.key
        else:
            assert order(voting.opened) < order(0) < order(voting.closes), proposal.key
            assert (voting.result, voting.outcome) == (None, ""), proposal.key


def test_every_kind_of_decision_is_there_to_be_seen(case):
    states = [proposal.state for proposal in case.proposals]
    results = {proposal.round.result for proposal in case.proposals if proposal.state == "closed"}
    assert results == {"adopted", "rejected", "no_quorum"}
    assert states.count("voting") == 2
    assert states.count("discussion") >= 1
    waiting = [
        p.key for p in case.proposals if p.state == "voting" and case.companies[0].name not in p.round.votes
    ]
    assert len(waiting) == 1


def test_events_name_organisers_and_places_that_exist(case):
    spaces = {space.code for space in case.spaces}
    for event in case.events:
        assert set(event.organisers) <= names(case), event.title
        assert bool(event.space) != bool(event.place), event.title
        assert event.space == "" or event.space in spaces, event.title
        assert event.capacity is None or event.registrations <= event.capacity, event.title
        assert event.visibility in ("public", "internal"), event.title
        assert event.state in ("draft", "published", "cancelled"), event.title
    published = [event.day for event in case.events if event.state == "published"]
    assert min(published) < 0 < max(published)


def test_bookings_take_leaf_spaces_once_at_a_time(case):
    takes = {space.code: space.takes for space in case.spaces if space.kind != "unit"}
    claims = []
    for booking in case.bookings:
        assert takes[booking.space], booking
        hour, minute = map(int, booking.time.split(":"))
        start = booking.day * 1440 + hour * 60 + minute
        length = int(booking.hours * 60)
        assert booking.company in {company.name for company in case.members_now}, booking
        assert (minute % 15, length % 15) == (0, 0), booking
        claims += [(leaf, start, start + length, booking.purpose) for leaf in takes[booking.space]]
    for first, second in combinations(claims, 2):
        if first[0] == second[0]:
            assert first[2] <= second[1] or second[2] <= first[1], (first, second)


@pytest.mark.parametrize(
    ("votes", "entitled", "expected"),
    [
        ({}, 1, "no_quorum"),
        ({"a": "yes"}, 2, "adopted"),
        ({"a": "yes"}, 3, "no_quorum"),
        ({"a": "yes", "b": "no"}, 2, "rejected"),
        ({"a": "yes", "b": "yes", "c": "abstain"}, 6, "adopted"),
        ({"a": "yes", "b": "abstain", "c": "abstain"}, 3, "rejected"),
    ],
)
def test_result_counts_abstentions_and_needs_half_of_the_roll(votes, entitled, expected):
    assert result_of(votes, entitled) == expected


def test_ballots_refuse_a_company_that_is_not_on_the_roll():
    with pytest.raises(ValueError, match="not entitled"):
        ballots(("a", "b"), no=("c",))


def test_day_is_absolute_or_counted_from_loading():
    assert date_of("2019-06-01", TODAY) == date(2019, 6, 1)
    assert date_of(-22, TODAY) == date(2026, 10, 31)
    assert sorted((3, "2019-06-01", -2, "2021-01-01"), key=order) == ["2019-06-01", "2021-01-01", -2, 3]


def test_area_of_a_box_is_width_by_height():
    assert area_of(box(30, 25, 20, 10)) == 200


# What companies add to their pages


def test_every_company_has_a_profile_and_says_what_each_product_is(case):
    assert sorted(case.profiles) == sorted(names(case))
    for company in case.companies:
        made = case.profiles[company.name].made
        assert len(made) == len(company.products), company.name
        for kinds, materials, stages in made:
            assert kinds, company.name
            assert set(stages.split()) <= set(Stage.values), company.name
            assert all(0 < len(word.strip()) <= 60 for word in f"{kinds}, {materials or 'x'}".split(","))


def test_who_makes_things_names_a_material_and_a_stage(case):
    for company in case.companies:
        if company.vocation in ("craft", "manufacture", "food"):
            made = case.profiles[company.name].made
            assert any(materials for _kinds, materials, _stages in made), company.name
            assert any(stages for _kinds, _materials, stages in made), company.name


def test_side_fields_are_known_and_differ_from_the_main_one(case):
    for company in case.companies:
        fields = (company.field, *case.profiles[company.name].side)
        assert len(fields) <= 3, company.name
        assert len(set(fields)) == len(fields), company.name
        assert set(fields) <= set(FIELDS), company.name


def test_short_texts_of_profiles_fit_their_columns(case):
    for name, profile in case.profiles.items():
        assert set(profile.takes.split()) <= {"visits", "commissions", "apprentices"}, name
        assert len(profile.opening) <= 200, name
        assert all(len(label) <= 40 and url.startswith("https://") for label, url in profile.links), name
        for machine, line, kind in profile.machines:
            assert (len(machine) <= 80, len(line) <= 140, 0 < len(kind) <= 60) == (True, True, True), name


def test_about_a_third_of_the_members_opens_machines_and_two_thirds_have_a_sign(case):
    profiles = [case.profiles[company.name] for company in case.members_now]
    assert 0.3 <= sum(bool(one.machines) for one in profiles) / len(profiles) <= 0.6
    assert 0.6 <= sum(bool(one.sign) for one in profiles) / len(profiles) <= 0.9


def test_no_two_companies_of_a_case_have_the_same_sign(case):
    signs = [profile.sign for profile in case.profiles.values() if profile.sign]
    assert sorted(set(signs)) == sorted(signs)
    for one in signs:
        figure, letter, colour = one.split()
        assert (figure in FIGURES, colour in COLOURS, len(letter)) == (True, True, 1), one
    drawings = {profile.drawing for profile in case.profiles.values()} - {""}
    assert drawings <= set(DRAWINGS)


def test_one_company_that_left_is_remembered(case):
    remembered = [name for name, profile in case.profiles.items() if profile.is_remembered]
    left = [company.name for company in case.companies if company.left is not None]
    assert len(remembered) == 1
    assert set(remembered) <= set(left)


def test_works_are_of_spaces_and_of_companies_that_were_members_by_their_end(case):
    known = {space.code for space in case.spaces}
    members = {company.name: company for company in case.companies}
    for works in case.works:
        assert set(works.spaces) <= known, works.title
        for name in filter(None, (works.company, *works.helpers)):
            assert is_member(members[name], 0 if works.end is None else works.end), (works.title, name)


def test_works_and_conditions_tell_the_same_story(case):
    conditions = {space.code: space.conditions for space in case.spaces}
    for works in case.works:
        if works.m2 != 0 and works.company:  # small works renew what was in use; the first had no builders
            begun = [code for code in works.spaces if ("under_works", works.start) in conditions[code]]
            assert begun == list(works.spaces), works.title


def test_what_spaces_offer_is_said_in_known_words(case):
    assert set(case.offers) <= {space.code for space in case.spaces}
    looks = [one.look for one in case.offers.values()] + [look for one in case.works for look in one.looks]
    assert {code for one in case.offers.values() for code in one.features.split()} <= set(BY_CODE)
    assert {look.split()[0] for look in looks if look} <= set(FITS)
