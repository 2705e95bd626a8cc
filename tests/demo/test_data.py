"""The sample communities hold together before any of them is loaded."""

import re
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from events.programme.models import Event
from governance.voting.counting.answers import validate
from governance.voting.counting.rule import CAST, Electorate, Rule
from governance.voting.counting.tally import tally
from members.profile.models import Stage
from multifactory.demo.drawing import COLOURS
from multifactory.demo.furniture import FITS
from multifactory.demo.sample.building import area_of, box
from multifactory.demo.sample.data import is_member, roll, slug_of
from multifactory.demo.sample.days import date_of, order
from multifactory.demo.sample.names import FIELDS, VOCATIONS
from multifactory.demo.sample.proposals import (
    CandidateData,
    ProposalData,
    RoundData,
    RulebookData,
    UnitData,
    answered,
    ballots,
    ranks,
)
from multifactory.demo.sample.reader import CASES, read_case
from multifactory.demo.signs import FIGURES
from spaces.building.features import FEATURES_BY_CODE

TODAY = date(2026, 11, 22)
CURRENT = {"r84": 40, "risma11": 16, "infatti9": 9}
BUILDINGS = {"r84": 6, "risma11": 1, "infatti9": 1}
SQUARE_METRES = {"r84": 8500, "risma11": 4200, "infatti9": 3000}
STATES = ("disused", "made_safe", "under_works", "usable")
MATTERS = {
    *("ordinary", "rules", "budget", "admission", "allocation", "renewal", "event", "institution"),
    "statute",
}
FILLER = re.compile(
    r"lorem|ipsum|\btodo\b|\btbd\b|xxx|passionate|innovative|cutting.edge|solutions", re.IGNORECASE
)


@pytest.fixture(params=CASES)
def case(request):
    return read_case(request.param)


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
    assert 10 <= len(case.welcome_it) <= 120
    assert 10 <= len(case.tagline_it) <= 120
    assert 40 <= len(case.lede_it) <= 300
    assert [s.code for s in case.spaces if len(s.features) > 200 or len(s.name) > 80] == []
    assert [n for c in case.companies for n, line in c.products if len(n) > 80 or len(line) > 140] == []
    assert [p.key for p in case.proposals if len(p.title) > 140 or len(p.state_reason) > 300] == []
    assert [v.note for p in case.proposals for v in p.versions if not 0 < len(v.note) <= 200] == []
    assert [title for p in case.proposals for title in p.options if len(title) > 140] == []
    assert [reason for p in case.proposals for _, reason in p.recusals if not 0 < len(reason) <= 200] == []
    assert [e.title for e in case.events if len(e.title) > 100 or len(e.summary) > 200] == []
    assert [b.purpose for b in case.bookings if len(b.purpose) > 100] == []


def test_no_text_is_filler(case):
    texts = [
        case.story,
        case.story_it,
        *(p.text for p in case.proposals),
        *(e.body + e.summary for e in case.events),
    ]
    texts += [version.text + version.note for p in case.proposals for version in p.versions]
    texts += [one.text + one.reason for p in case.proposals for one in p.amendments]
    assert [text for text in texts if FILLER.search(text) or not text.strip()] == []


def test_history_lies_before_everything_relative_to_today(case):
    days = [d for c in case.companies for d in (c.joined, c.left)]
    days += [d for a in case.allocations for d in (a.start, a.end)]
    days += [d for s in case.spaces for _, d in s.conditions]
    days += [d for p in case.proposals for d in (p.written, *(one.opened for one in p.rounds))]
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
    assert 2 <= len([unit for unit in units if is_free(unit, case)]) <= 5
    assert states.count("under_works") in (1, 2)
    assert {"disused", "made_safe"} & set(states) or case.slug == "infatti9"


def test_allocations_name_units_and_companies_that_were_members(case):
    units = {space.code: space for space in case.spaces if space.kind == "unit"}
    # A unit that became others was in the state these were in.
    units |= {old.code: units[data.after[0]] for data in case.reshapings for old in data.before}
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


def test_units_that_became_others_cover_the_same_ground(case):
    shapes = {space.code: space.shape for space in case.spaces}
    for data in case.reshapings:
        old = set().union(*(cells(one.shape) for one in data.before))
        assert old == set().union(*(cells(shapes[code]) for code in data.after))
        ended = {one.code for one in data.before}
        assert all(order(a.end) <= order(data.day) for a in case.allocations if a.space in ended)
        assert all(order(a.start) >= order(data.day) for a in case.allocations if a.space in data.after)


def test_who_asks_is_of_the_case_or_says_in_what_field(case):
    codes = {space.code for space in case.spaces if space.kind == "unit"}
    for data in case.requests:
        assert data.name in names(case) or data.field in FIELDS, data.name
        assert {data.space, *(offer.space for offer in data.offers)} - {""} <= codes, data.name
        assert all(order(data.asked) < order(offer.made) for offer in data.offers), data.name


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


PUT_TO_THE_VOTE = ("voting", "closed", "decided", "cancelled")


def test_proposals_are_complete_for_their_state(case):
    for proposal in case.proposals:
        assert proposal.matter in MATTERS, proposal.key
        assert proposal.state in (
            *PUT_TO_THE_VOTE,
            *("draft", "discussion", "frozen", "withdrawn", "deferred"),
        ), proposal.key
        assert bool(proposal.rounds) == (proposal.state in PUT_TO_THE_VOTE), proposal.key
        assert bool(proposal.state_reason) == (proposal.state == "deferred"), proposal.key
        assert (proposal.moved is not None) == (proposal.state in ("frozen", "withdrawn")), proposal.key
        proposer = next(company for company in case.companies if company.name == proposal.proposer)
        assert is_member(proposer, proposal.written), proposal.key


def test_options_belong_to_ways_of_voting_that_have_some(case):
    for proposal in case.proposals:
        assert bool(proposal.options) == (proposal.method in ("ranked", "approval", "dots")), proposal.key
        assert len(set(proposal.options)) == len(proposal.options) != 1, proposal.key
        assert proposal.is_advisory or proposal.method != "dots", proposal.key


def test_what_follows_names_companies_and_days_of_its_own_time(case):
    for proposal in case.proposals:
        members = {company.name: company for company in case.companies}
        for name in (proposal.responsible, *(name for name, _ in proposal.recusals)):
            assert not name or is_member(members[name], proposal.written), proposal.key
        assert proposal.due is None or order(proposal.due) > order(proposal.written), proposal.key
        if proposal.done is not None:
            assert proposal.round.result == "adopted", proposal.key
            assert order(proposal.round.closes) < order(proposal.done) <= order(0), proposal.key


def test_replaced_resolutions_were_adopted_before(case):
    proposals = {proposal.key: proposal for proposal in case.proposals}
    for proposal in (p for p in case.proposals if p.supersedes):
        before = proposals[proposal.supersedes]
        assert before.round.result == "adopted", proposal.key
        assert order(before.round.closes) < order(proposal.written), proposal.key


def test_units_that_are_asked_for_are_free_and_free_of_rivals(case):
    units = {space.code: space for space in case.spaces if space.kind == "unit"}
    members = {company.name: company for company in case.companies}
    # What is over shows a second call, a blocked effect and a missing quorum.
    open_ones = [p for p in case.proposals if p.state in ("frozen", "voting")]
    asked = [(p, p.effect) for p in open_ones if isinstance(p.effect, UnitData)]
    assert "voting" in {p.state for p, _ in asked}
    assert len({effect.space for _, effect in asked}) == len(asked)
    for proposal, effect in asked:
        assert is_free(units[effect.space], case), proposal.key
        assert is_member(members[effect.company], effect.start), proposal.key
        last = proposal.round.closes if proposal.round else 0
        assert order(last) < order(effect.start), proposal.key


def test_comments_are_written_by_members_between_the_proposal_and_today(case):
    authors = people(case)
    for proposal in case.proposals:
        threads = [(one, proposal.written) for one in proposal.comments]
        answers = [(answer, one.written) for one in proposal.comments for answer in one.answers]
        for comment, after in threads + answers:
            assert comment.kind in ("question", "for", "against", "concern"), comment
            assert is_member(authors[comment.author], comment.written), comment
            assert order(after) <= order(comment.written) <= order(0), comment
            assert bool(comment.was) == (comment.edited is not None), comment
            assert comment.edited is None or order(comment.written) <= order(comment.edited), comment
        assert [a for a, _ in answers if a.answers] == []


def test_texts_change_only_while_they_are_discussed(case):
    authors = people(case)
    for proposal in case.proposals:
        changes = [one.written for one in (*proposal.versions, *proposal.amendments)]
        changes += [one.accepted for one in proposal.amendments if one.accepted is not None]
        assert all(order(proposal.written) < order(day) < order(0) for day in changes), proposal.key
        for voting in proposal.rounds:
            end = order(voting.cancelled[0] if voting.cancelled else voting.closes)
            assert not [d for d in changes if order(voting.opened) <= order(d) <= end], proposal.key
        last_opened = proposal.rounds[-1].opened if proposal.rounds else 0
        for amendment in proposal.amendments:
            assert is_member(authors[amendment.author], amendment.written), amendment
            if amendment.accepted is None:
                assert proposal.state == "discussion", proposal.key
            else:
                assert order(amendment.written) < order(amendment.accepted) < order(last_opened), proposal.key


# Votes and what comes of them


def rule_of(case, proposal, voting):
    """The numbers of the round: those of the civil code, and what a rulebook of the sample has changed."""
    rule = {"base": "present", "numerator": 1, "denominator": 2, "is_strict": True}
    rule |= {"quorum_numerator": 3 if proposal.matter == "rules" else 1}
    rule |= {"quorum_denominator": 4 if proposal.matter == "rules" else 2}
    for other in case.proposals:
        is_decided = isinstance(other.effect, RulebookData) and other.state == "decided"
        if is_decided and order(other.round.closes) < order(voting.opened):
            rule |= other.effect.rules.get(proposal.matter, {})
    if voting.is_second_call:
        rule["quorum_numerator"] = rule["second_quorum_numerator"]
        rule["quorum_denominator"] = rule["second_quorum_denominator"]
    return Rule.from_json(rule | {"quorum_of": "members", "is_tie_run_off": False})


def suspended(case, on):
    return {
        one.company
        for one in case.suspensions
        if order(one.start) <= order(on) and (one.end is None or order(on) < order(one.end))
    }


def entitled(case, voting):
    """Companies of the roll but the suspended: the recused take part without a vote."""
    return set(roll(case.companies, voting.opened)) - suspended(case, voting.opened)


def recused(case, proposal, voting):
    return {name for name, _ in proposal.recusals} & entitled(case, voting)


def count(case, proposal, voting):
    """Of those that are still members at the end."""
    counted = set(roll(case.companies, voting.closes))
    return tally(
        voting.method or proposal.method,
        list(voting.answers.values()),
        Electorate(
            len(set(roll(case.companies, voting.opened)) & counted),
            len(entitled(case, voting) & counted),
            len(recused(case, proposal, voting) & counted),
        ),
        rule=rule_of(case, proposal, voting),
        option_keys=proposal.keys,
        lot=proposal.keys,
        seats=proposal.seats,
        is_advisory=proposal.is_advisory,
    )


def rounds(case):
    return [(proposal, voting) for proposal in case.proposals for voting in proposal.rounds]


def test_answers_are_those_their_method_knows(case):
    for proposal, voting in rounds(case):
        for answer in [*voting.answers.values(), *voting.first_answers.values()]:
            faults = validate(
                voting.method or proposal.method,
                answer,
                proposal.keys,
                seats=proposal.seats,
                dots_total=proposal.dots,
                dots_per_option=proposal.dots_per_option,
            )
            assert faults == [], (proposal.key, answer)
        assert set(voting.changed) <= set(voting.votes), proposal.key
        assert [n for n in voting.changed if voting.first_answers[n] == voting.answers[n]] == [], proposal.key


def test_votes_come_from_members_and_give_the_stated_result(case):
    for proposal, voting in rounds(case):
        may_vote = entitled(case, voting) - recused(case, proposal, voting)
        assert set(voting.votes) <= may_vote, proposal.key
        assert order(proposal.written) < order(voting.opened) < order(voting.closes), proposal.key
        if voting.result:
            assert order(voting.closes) < order(0), proposal.key
            found = count(case, proposal, voting)
            assert voting.result == found.outcome, proposal.key
            if found.method == "motion":
                assert found.as_motion.yes != found.as_motion.no, proposal.key
        else:
            assert order(voting.opened) < order(0), proposal.key
            assert voting.outcome == "", proposal.key


def test_a_round_ends_as_the_state_of_its_proposal_says(case):
    for proposal in case.proposals:
        *earlier, last = [*proposal.earlier, proposal.round]
        if last is None:
            continue
        assert {one.result for one in earlier} <= {"objected", "no_quorum"}, proposal.key
        assert bool(last.cancelled) == (proposal.state == "cancelled"), proposal.key
        assert (last.result is None) == (proposal.state in ("voting", "cancelled")), proposal.key
        assert bool(last.outcome) == (proposal.state == "decided" and not proposal.is_advisory), proposal.key
        assert (order(last.closes) > order(0)) == (proposal.state == "voting"), proposal.key
        for before, after in pairwise([*earlier, last]):
            assert order(before.closes) < order(after.opened), proposal.key


def test_extensions_are_said_before_the_first_end(case):
    extended = [(p, voting) for p, voting in rounds(case) if voting.extended]
    for proposal, voting in extended:
        said, first_end, reason = voting.extended
        assert order(voting.opened) < order(said) < order(first_end) < order(voting.closes), proposal.key
        assert order(said) < order(0), proposal.key
        assert 0 < len(reason) <= 300, proposal.key
    assert bool(extended) or case.slug != "r84"


def test_every_kind_of_decision_is_there_to_be_seen(case):
    states = [proposal.state for proposal in case.proposals]
    results = {voting.result for _, voting in rounds(case)}
    assert {"adopted", "rejected", "no_quorum"} <= results
    assert states.count("voting") >= 2
    assert states.count("discussion") >= 1
    first = case.companies[0].name
    waiting = [p for p in case.proposals if p.state == "voting" and first not in p.round.votes]
    assert [p for p in waiting if isinstance(p.effect, UnitData)]


def test_the_first_company_has_the_last_vote_on_a_unit(case):
    """Whoever logs in as its representative sees a round end and a unit change hands."""
    units = [p for p in case.proposals if isinstance(p.effect, UnitData) and p.state == "voting"]
    [(proposal, voting)] = [(p, p.round) for p in units]
    missing = entitled(case, voting) - recused(case, proposal, voting) - set(voting.votes)
    assert missing == {case.companies[0].name}


def test_a_candidate_waits_for_the_vote_of_the_first_company_and_one_was_refused_with_reasons(case):
    candidates = {p.state: p for p in case.proposals if isinstance(p.effect, CandidateData)}
    voted, refused = candidates["voting"], candidates["decided"]
    assert case.companies[0].name in entitled(case, voted.round) - set(voted.round.votes)
    assert (refused.round.result, bool(refused.effect.reasons)) == ("rejected", True)


def test_the_greatest_case_shows_every_way_of_voting_and_every_state():
    case = read_case("r84")
    closed = {(p.method, p.is_advisory, voting.result) for p, voting in rounds(case) if voting.result}
    assert {
        ("motion", False, "adopted"),
        ("motion", True, "advised"),
        ("consent", False, "objected"),
        ("consent", False, "adopted"),
        ("ranked", False, "adopted"),
        ("approval", False, "adopted"),
    } <= closed
    assert {p.method for p in case.proposals if p.state == "voting"} == {"motion", "dots"}
    assert {p.state for p in case.proposals} == {
        *(
            "draft",
            "discussion",
            "frozen",
            "voting",
            "closed",
            "decided",
            "withdrawn",
            "deferred",
            "cancelled",
        )
    }
    assert {p.cost_key for p in case.proposals if p.cost} == {"area", "equal"}
    assert {p.round.result for p in case.proposals if p.is_advisory} == {"advised", None}


def test_the_ranking_is_won_by_an_option_that_few_put_first():
    """More prefer it to each other option than not, and few put it first: the table of pairs shows why."""
    case = read_case("r84")
    [(proposal, voting)] = [(p, p.round) for p in case.proposals if p.method == "ranked"]
    found = count(case, proposal, voting)
    [winner] = found.winners
    pairs = found.details["pairwise"]
    assert all(pairs[winner][other] > pairs[other][winner] for other in pairs if other != winner)
    firsts = [answer["ranks"] for answer in voting.answers.values() if "ranks" in answer]
    assert sum(one.get(winner) == 1 for one in firsts) * 2 < len(firsts)


def test_a_second_call_follows_a_rulebook_that_knows_it():
    [(proposal, voting)] = [(p, v) for p, v in rounds(read_case("risma11")) if v.is_second_call]
    assert [one.result for one in proposal.earlier] == ["no_quorum"]
    assert rule_of(read_case("risma11"), proposal, voting).quorum_denominator == 4
    budget = next(p for p in read_case("risma11").proposals if p.matter == "budget")
    later = RoundData(0, 1, {})
    assert rule_of(read_case("risma11"), budget, later).base == CAST


def test_events_name_organisers_and_places_that_exist(case):
    spaces = {space.code for space in case.spaces}
    for event in case.events:
        assert set(event.organisers) <= names(case), event.title
        assert bool(event.space) != bool(event.place), event.title
        assert event.space == "" or event.space in spaces, event.title
        assert event.capacity is None or event.registrations <= event.capacity, event.title
        assert event.visibility in ("public", "internal"), event.title
        assert event.state in Event.State.values, event.title
        assert event.kind in Event.Kind.values, event.title
        assert {name for name, _what in event.brings} | set(event.asked) <= names(case), event.title
    [decided] = [event for event in case.events if event.decided_by]
    assert (decided.whole_community, len(decided.brings)) == (True, 6)
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


def test_ballots_refuse_a_company_that_is_not_on_the_roll():
    with pytest.raises(ValueError, match="not entitled"):
        ballots(("a", "b"), no=("c",))


def test_a_company_answers_once():
    with pytest.raises(ValueError, match="b answers twice"):
        answered(("yes", ("a", "b")), ("no", ("b",)))


def test_ranks_are_read_from_left_to_right():
    assert ranks("C A=B -") == {"choice": "ballot", "ranks": {"C": 1, "A": 2, "B": 2, "none": 3}}


def test_first_answers_are_those_before_any_change():
    voting = RoundData(-2, 1, {"a": "yes", "b": "blank"}, changed={"a": "no"})
    assert voting.answers == {"a": {"choice": "yes"}, "b": {"choice": "blank"}}
    assert voting.first_answers == {"a": {"choice": "no"}, "b": {"choice": "blank"}}


def test_rounds_are_told_in_order():
    first, second = RoundData(-9, -7, {}, "objected"), RoundData(-3, 1, {})
    proposal = ProposalData("k", "t", "ordinary", "c", "x", "voting", -12, round=second, earlier=(first,))
    assert proposal.rounds == (first, second)


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
    assert {code for one in case.offers.values() for code in one.features.split()} <= set(FEATURES_BY_CODE)
    assert {look.split()[0] for look in looks if look} <= set(FITS)
