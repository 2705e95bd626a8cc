"""The checklist of an empty portal: every step is answered by what there is."""

import pytest
from django.test import Client
from django.utils import timezone

from governance.rulebook.models import Rulebook
from members.companies.models import Multifactory
from multifactory.portal.back_office.setup_steps import setup_steps
from tests.factories.governance import ResolutionFactory, VotingRoundFactory
from tests.factories.members import CompanyFactory, InvitationFactory, MembershipFactory
from tests.factories.spaces import (
    AllocationFactory,
    BuildingFactory,
    ConditionFactory,
    FloorFactory,
    FloorPlanFactory,
    PlanDraftFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db
OFFICE, VACANT = "/admin/", "/spaces/vacant/"


def done() -> list[bool]:
    return [step.is_done for step in setup_steps().steps]


def test_a_portal_just_installed_has_nothing_done_and_its_first_step_is_the_name(client_of, superuser):
    response = client_of(superuser).get(OFFICE)
    page = response.content.decode()

    assert done() == [False] * 8
    assert setup_steps().current.title == "Name and address of the multifactory"
    assert ('class="setup" open' in page, 'id="queue"' in page) == (True, False)


def test_each_step_is_done_by_what_there_is():
    Multifactory.objects.update(name="Old Mill", address="Via del Mulino 1")
    building = BuildingFactory()
    assert done() == [True, *[False] * 7]
    floor = FloorFactory(building=building)
    assert done() == [True, True, *[False] * 6]
    PlanDraftFactory(floor=floor)
    assert setup_steps().current.detail == "uploaded, not published yet"
    FloorPlanFactory(floor=floor)
    SpaceFactory(floor=floor)
    company = CompanyFactory()
    assert done() == [*[True] * 5, *[False] * 3]
    InvitationFactory(company=company, role="representative")
    assert setup_steps().current.detail == (
        "1 company has no representative, 1 invitation is open, e-mails wait until the worker runs"
    )
    MembershipFactory(company=company, role="representative")
    Rulebook.objects.update(read_on=timezone.localdate())
    assert done() == [*[True] * 7, False]


@pytest.mark.parametrize(
    ("facts", "detail"),
    [
        ({}, "as visitors read them"),
        ({"name": "Old Mill"}, "Old Mill; the address is missing"),
        ({"address": "Via del Mulino 1"}, "Via del Mulino 1; the name is missing"),
        ({"name": "Old Mill", "address": "Via del Mulino 1"}, "Old Mill, Via del Mulino 1"),
    ],
)
def test_the_first_step_says_what_it_still_needs(facts, detail):
    """Who had saved the name alone found the step undone, without a word."""
    Multifactory.objects.update(**facts)

    step = setup_steps().steps[0]

    assert (step.detail, step.is_done) == (detail, len(facts) == 2)


def test_who_has_entered_one_company_is_led_to_the_next(client_of, superuser):
    CompanyFactory()

    page = client_of(superuser).get(OFFICE).content.decode().partition('class="checklist"')[2]

    assert "1 company" in page
    assert "Add a company" in page.partition("</ol>")[0]


def test_the_next_invitation_is_for_a_company_where_nobody_is_invited():
    asked, other = CompanyFactory(name="Anvil"), CompanyFactory(name="Bench")
    InvitationFactory(company=asked, role="representative")

    [(_label, address)] = setup_steps().steps[5].links

    assert f"company={other.pk}&" in address


def test_the_list_is_folded_after_the_first_vote_and_gone_when_all_is_done(client_of, superuser):
    VotingRoundFactory()
    page = client_of(superuser).get(OFFICE).content.decode()
    assert ('class="setup"' in page, 'class="setup" open' in page) == (True, False)
    assert done()[6] is True  # who has voted knows the rules

    Multifactory.objects.update(name="Old Mill", address="Via del Mulino 1")
    FloorPlanFactory(floor=SpaceFactory().floor)
    for company in CompanyFactory._meta.model.objects.current():
        MembershipFactory(company=company, role="representative")
    assert 'class="setup"' not in client_of(superuser).get(OFFICE).content.decode()


def test_the_rulebook_in_force_is_marked_as_read_on_its_page_once(client_of, coordinator):
    rulebook = Rulebook.objects.in_force_now()
    path = f"/admin/governance/rulebook/{rulebook.pk}/change/"
    office = client_of(coordinator)
    assert ("mark_read", "I have read it") in office.get(path).context["page_actions"]

    act = {"action": "mark_read", "_selected_action": rulebook.pk, "from_page": "1"}
    asked = office.post("/admin/governance/rulebook/", act)
    assert asked.context["button"] == "Yes, I have read it"
    back = office.post("/admin/governance/rulebook/", act | {"do": "1"})

    rulebook.refresh_from_db()
    assert (rulebook.read_on, back.url) == (timezone.localdate(), path)
    assert office.get(path).context["page_actions"] == []


@pytest.mark.parametrize(
    ("units", "heading"),
    [(0, "No private units yet"), (1, "No unit is free")],
)
def test_no_page_says_that_every_unit_is_held_where_there_is_none(units, heading, db):
    """It said “All units are taken” of no unit, and “Every usable unit is taken” in the back-office."""
    for _number in range(units):
        AllocationFactory()
    page = Client().get(VACANT).content.decode()
    assert heading in page
    assert "All units are taken" not in page
    home = Client().get("/").content.decode()
    assert ("No unit is free at the moment" in home) is bool(units)
    assert ("No units have been entered yet" in home) is (not units)


def test_a_unit_that_is_not_usable_is_not_said_to_be_held(db):
    ConditionFactory(space=SpaceFactory(), state="under_works")
    page = Client().get(VACANT).content.decode()
    assert ("No unit is free" in page, "is held" in page) == (True, False)


def test_the_dashboard_leads_who_set_it_up_to_the_checklist_until_something_is_decided(
    client_of, coordinator, representative
):
    link = 'href="/admin/">Continue in the back office</a>'

    def shows_it(person) -> bool:
        return link in client_of(person).get("/dashboard/").content.decode()

    assert (shows_it(coordinator), shows_it(representative)) == (True, False)
    ResolutionFactory()
    assert not shows_it(coordinator)
