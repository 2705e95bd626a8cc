"""What may decide a matter, in forms and in services; an effect belongs to its matter."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.hooks import Effect, effects
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, edit_proposal, freeze_proposal
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.services import open_voting
from tests.factories.governance import ORDINARY_RULE, ProposalFactory
from tests.factories.members import CompanyFactory, UserFactory

pytestmark = pytest.mark.django_db


def in_days(days: float):
    return timezone.now() + timedelta(days=days)


def open_frozen(**terms):
    return open_voting(ProposalFactory(state="frozen", **terms), closes_at=in_days(7), by=UserFactory())


# --- What may decide a matter -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"matter": "rules", "method": "ranked"}, "does not let this way of voting decide"),
        ({"matter": "election", "method": "consent"}, "does not let this way of voting decide"),
    ],
)
def test_a_matter_refuses_what_does_not_decide_it_when_fixed_and_when_opened(terms, words):
    proposal = ProposalFactory(state="discussion", **terms)
    for key in "AB":
        proposal.options.create(key=key, title=key)

    with pytest.raises(ValidationError, match=words):
        freeze_proposal(proposal)
    Proposal.objects.filter(pk=proposal.pk).update(state="frozen")
    with pytest.raises(ValidationError, match=words):
        open_voting(proposal, closes_at=in_days(7), by=UserFactory())
    assert Proposal.objects.get(pk=proposal.pk).state == "frozen"


@pytest.mark.parametrize("matter", ["statute", "dissolution", "accounts"])
def test_what_an_assembly_decides_is_made_final_and_not_opened_online(matter):
    proposal = ProposalFactory(state="discussion", matter=matter)
    MatterRule.objects.update(discussion_days=0)

    assert freeze_proposal(proposal).state == "frozen"
    with pytest.raises(ValidationError, match="decided in an assembly"):
        open_voting(proposal, closes_at=in_days(7), by=UserFactory())
    assert Proposal.objects.get(pk=proposal.pk).state == "frozen"


def test_advice_can_be_asked_in_any_matter_and_way(electorate):
    for method in ("motion", "ranked", "dots"):
        proposal = ProposalFactory(
            company=electorate[0][0], state="frozen", matter="statute", method=method, is_advisory=True
        )
        for key in "AB":
            proposal.options.create(key=key, title=key)
        assert open_voting(proposal, closes_at=in_days(7), by=UserFactory()).is_advisory is True


def test_the_statute_is_never_decided_as_an_ordinary_matter():
    MatterRule.objects.exclude(matter="ordinary").delete()

    for matter in ("statute", "dissolution", "accounts"):
        with pytest.raises(ValidationError, match="no rule for this matter"):
            open_frozen(matter=matter)
    assert open_frozen(matter="event").rule == ORDINARY_RULE


def test_more_seats_than_options_are_refused():
    proposal = ProposalFactory(method="approval", seats=3)
    for key in "AB":
        proposal.options.create(key=key, title=key)

    with pytest.raises(ValidationError, match="More are to be chosen than there are options"):
        freeze_proposal(proposal)


def test_several_seats_are_not_counted_against_all_members():
    MatterRule.objects.filter(matter="election").update(base="all")
    proposal = ProposalFactory(method="approval", matter="election", seats=2)
    for key in "ABC":
        proposal.options.create(key=key, title=key)

    with pytest.raises(ValidationError, match="one is chosen, not several"):
        freeze_proposal(proposal)


def test_a_form_offers_what_decides_in_the_matter_and_the_rest_as_advice(client_of, representative):
    page = client_of(representative).get(reverse("governance:proposal_new") + "?matter=rules")

    groups = {
        str(label): [way for way, _ in ways] for label, ways in page.context["form"]["method"].field.choices
    }
    assert groups == {
        "It decides": ["motion", "consent"],
        "It only asks for advice": ["ranked", "approval", "dots"],
    }


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"matter": "rules", "method": "approval"}, "method", "does not let this way of voting"),
        ({"matter": "event", "method": "ranked"}, "is_choice", "chooses among options or persons"),
        (
            {"matter": "event", "method": "approval", "is_choice": "on", "seats": "3"},
            "seats",
            "More are to be",
        ),
    ],
)
def test_a_form_refuses_what_the_matter_refuses(client_of, representative, data, field, words):
    terms = {"title": "Roof", "text": "It leaks."} | data
    if data.get("method"):
        terms["options"] = "Tiles\nSlate"

    page = client_of(representative).post(reverse("governance:proposal_new"), terms)

    assert [words in fault for fault in page.context["form"].errors[field]] == [True]
    assert Proposal.objects.count() == 0


def test_a_choice_in_a_form_is_kept_and_seats_of_a_motion_are_one(client_of, representative):
    client, path = client_of(representative), reverse("governance:proposal_new")
    terms = {"text": "x", "matter": "event"}
    choice = {"method": "approval", "is_choice": "on", "seats": "2", "options": "Tiles\nSlate\nMoss"}

    client.post(path, terms | {"title": "Choice"} | choice)
    client.post(path, terms | {"title": "Motion", "seats": "4"})

    found = Proposal.objects.order_by("pk").values_list("title", "method", "is_choice", "seats")
    assert list(found) == [("Choice", "approval", True, 2), ("Motion", "motion", False, 1)]


# --- The effect belongs to its matter -----------------------------------------------------------------


class Ringing(Effect):
    key, label, form_class = "ring", "Ring the bell", None
    matters = (Matter.RULES, Matter.STATUTE)

    def row(self, proposal):
        return proposal

    def describe(self, row):
        return "The bell is rung."

    def check(self, row):
        pass

    def facts(self, row):
        return {}

    def carry_out(self, row, resolution):
        return "The bell was rung."


@pytest.fixture
def bell():
    effect = Ringing()
    effects.register(effect)
    yield effect
    effects.unregister(effect)


def test_a_rulebook_cannot_be_put_in_force_as_an_ordinary_matter(client_of, representative):
    """It asked 20 of 39 companies instead of 30."""
    draft = Rulebook.objects.create(version=2)
    data = {"title": "Milder", "text": "x", "matter": "ordinary", "effect-rulebook": draft.pk}

    page = client_of(representative).post(reverse("governance:proposal_new") + "?effect=rulebook", data)

    assert "ordinary is not one of the available choices" in str(page.context["form"].errors["matter"])
    assert Proposal.objects.count() == 0


def test_services_and_back_office_keep_an_effect_in_its_matter(bell, client_of, coordinator, representative):
    words = "belongs to another matter: rules of the community / change of the statute"
    with pytest.raises(ValidationError, match=words):
        create_proposal(
            company=CompanyFactory(),
            author=UserFactory(),
            title="x",
            text="x",
            matter="ordinary",
            effect="ring",
        )
    proposal = ProposalFactory(matter="rules", effect="ring")
    with pytest.raises(ValidationError, match=words):
        edit_proposal(proposal, title="x", text="x", matter="budget", by=representative)

    data = {"title": "x", "matter": "budget", "text": "x"}
    data |= {"recusals-TOTAL_FORMS": "0", "recusals-INITIAL_FORMS": "0"}
    path = reverse("admin:governance_proposal_change", args=[proposal.pk])
    refused = client_of(coordinator).post(path, data, follow=True)

    assert words in refused.content.decode()
    assert Proposal.objects.get(pk=proposal.pk).matter == "rules"


def test_an_effect_is_asked_for_its_matter_when_the_text_is_fixed_and_when_voting_opens(bell):
    proposal = ProposalFactory(matter="ordinary", effect="ring", discussion_opened_at=in_days(-9))

    with pytest.raises(ValidationError, match="belongs to another matter"):
        freeze_proposal(proposal)
    Proposal.objects.update(state="frozen")
    with pytest.raises(ValidationError, match="belongs to another matter"):
        open_voting(proposal, closes_at=in_days(7), by=UserFactory())
    assert Proposal.objects.get().state == "frozen"
