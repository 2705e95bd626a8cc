"""The frozen figures of a community."""

import json
from datetime import date

import pytest

from members.principles.figures import (
    METHOD,
    Community,
    CompanyFacts,
    effective_number_change,
    freeze,
    freeze_with,
    work_out,
)
from members.principles.value_chain import SUPPLIES, Tie

DAY = date(2026, 11, 29)


def companies(counts, **facts):
    """As many companies in each field, `a` and on."""
    given = {"vocation": "craft", "craft": "none"} | facts
    fields = [field for field, count in zip("abcdefgh", counts, strict=False) for _ in range(count)]
    return [CompanyFacts(pk, [field], **given) for pk, field in enumerate(fields)]


def test_frozen_figures_say_their_method_and_their_day_and_survive_json():
    ties, parts = [Tie(0, 1, SUPPLIES)], {"m2_registered": 12050}
    community = Community(DAY, companies([4, 3, 2, 2, 1], founded=2020, craft="registered"), ties, parts)
    frozen = freeze(community)
    assert json.loads(json.dumps(frozen)) == frozen
    assert (frozen["method"], frozen["day"], frozen["companies"]) == (METHOD, "2026-11-29", 12)
    assert frozen["fields"]["simpson_inverse"] == [72, 17]
    assert frozen["fields"]["pair_difference"] == [5, 6]
    assert round(frozen["fields"]["effective_number"], 3) == 4.559
    assert (round(frozen["fields"]["low"], 3), round(frozen["fields"]["high"], 3)) == (3.827, 4.695)
    assert frozen["vocation"]["pair_difference"] == [0, 1]
    assert frozen["age"]["unsaid"] == 0
    assert frozen["craft"] == {"registered": 12, "self_declared": 0, "none": 0, "percentage": 100}
    assert (frozen["stages"]["cover"], frozen["stages"]["robust"]) == (0, 0)
    assert frozen["value_chain"] == {"linked": 2, "links": 1, "possible": 132, "chains": 0}
    assert frozen["parts"] == {"m2_registered": 12050}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_of_fewer_than_three_companies_only_the_number_is_kept(number):
    frozen = freeze(Community(DAY, companies([number])))
    assert frozen == {"method": METHOD, "day": "2026-11-29", "companies": number}


def test_ages_that_are_not_said_or_cannot_be_are_counted_apart():
    founded = [0, 9999, None, 2020, 1990, 1990]
    members = [CompanyFacts(pk, ["a"], "craft", "none", founded=year) for pk, year in enumerate(founded)]
    figures = work_out(Community(DAY, members))
    assert (figures.age.companies, figures.age.richness, figures.unsaid_ages) == (3, 2, 3)


def test_people_at_work_are_not_kept():
    frozen = freeze(Community(DAY, companies([8], people=30)))
    assert "people" not in json.dumps(frozen)


@pytest.mark.parametrize(("field", "change"), [("a", "-0.170"), ("e", "+0.223"), ("z", "+0.762")])
def test_an_applicant_is_counted_in(field, change):
    applicant = CompanyFacts(99, [field], "arts", "registered", stages=frozenset({"design"}))
    joined = freeze_with(Community(DAY, companies([4, 3, 2, 2, 1])), applicant)
    assert (joined["before"]["companies"], joined["after"]["companies"]) == (12, 13)
    assert f"{joined['change']:+.3f}" == change
    assert (joined["before"]["stages"]["cover"], joined["after"]["stages"]["cover"]) == (0, 1)
    assert (joined["before"]["craft"]["percentage"], joined["after"]["craft"]["percentage"]) == (0, 8)


def test_of_too_few_companies_no_change_is_said():
    applicant = CompanyFacts(99, ["z"], "arts", "none")
    assert freeze_with(Community(DAY, companies([7])), applicant)["change"] is None
    assert freeze_with(Community(DAY, []), applicant)["change"] is None


def test_figures_of_two_methods_are_not_compared():
    frozen = freeze(Community(DAY, companies([4, 4])))
    assert effective_number_change(frozen, frozen) == 0
    assert effective_number_change(frozen, frozen | {"method": METHOD + 1}) is None
