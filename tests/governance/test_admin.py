"""The back-office of decisions: the record is looked at, not changed."""

from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.urls import reverse
from django.utils import timezone

from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.models import RollEntry, Vote
from tests.factories.governance import (
    ProposalFactory,
    ResolutionFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)

pytestmark = pytest.mark.django_db


def page(model: str, row=None, action: str = "change") -> str:
    if row is None:
        return reverse(f"admin:governance_{model}_{action}")
    return reverse(f"admin:governance_{model}_{action}", args=[row.pk])


ADMISSION_STEPS = ("open", "due", "appeal", "silent")
ASSEMBLY_NUMBERS = (
    *("notice_days", "extraordinary_notice_days", "proxies_most", "secret_asked_numerator"),
    *("secret_asked_denominator", "fewest_secret_ballots", "petition_numerator", "petition_denominator"),
    *("petition_days", "minutes_days", "term_years"),
)


def rules_data(rulebook: Rulebook, **changes: object) -> dict[str, object]:
    """What the form of a rulebook sends: its fields and a row for each rule."""
    rules = list(rulebook.rules.order_by("pk"))
    data: dict[str, object] = {
        "version": rulebook.version,
        "in_force_from": rulebook.in_force_from,
        "note": rulebook.note,
        "shortest_round_hours": rulebook.shortest_round_hours,
        "longest_round_days": rulebook.longest_round_days,
        "seniority_days": rulebook.seniority_days,
        "consent_rounds": rulebook.consent_rounds,
        "second_call_days": rulebook.second_call_days,
        **{f"admission_{step}_days": getattr(rulebook, f"admission_{step}_days") for step in ADMISSION_STEPS},
        **{name: getattr(rulebook, name) for name in ASSEMBLY_NUMBERS},
        "rules-TOTAL_FORMS": len(rules),
        "rules-INITIAL_FORMS": len(rules),
    }
    names = ("id", "matter", "base", "numerator", "denominator", "quorum_numerator", "quorum_denominator")
    names += ("quorum_of", "discussion_days", "ways")
    for place, rule in enumerate(rules):
        data |= {f"rules-{place}-{name}": getattr(rule, name) for name in names}
        data |= {f"rules-{place}-ways": [way for way in rule.ways if way != "motion"]}
        data |= {f"rules-{place}-rulebook": rulebook.pk, f"rules-{place}-is_strict": "on"}
    return data | changes


def test_a_rulebook_changes_until_a_round_cites_it(client_of, coordinator):
    rulebook, client = Rulebook.objects.get(), client_of(coordinator)

    client.post(page("rulebook", rulebook), rules_data(rulebook, note="Mended"))
    VotingRoundFactory(rulebook=rulebook)
    refused = client.post(page("rulebook", rulebook), rules_data(rulebook, note="Mended again"))

    assert Rulebook.objects.get().note == "Mended"
    assert refused.status_code == 403
    assert client.get(page("rulebook", rulebook)).status_code == 200


def test_a_new_rulebook_begins_with_the_numbers_in_force_said_in_words(client_of, coordinator):
    Rulebook.objects.get().rules.filter(matter="rules").update(base="all", numerator=3, denominator=4)

    for url in (page("rulebook", action="add"), page("rulebook", Rulebook.objects.get())):
        written = client_of(coordinator).get(url).content.decode()
        assert "more than 3/4 of all companies" in written or "at least 3/4 of all companies" in written


def test_a_rulebook_needs_the_rules_that_nothing_stands_in_for(client_of, coordinator):
    data = {
        **{"version": 2, "in_force_from": "2026-01-01", "shortest_round_hours": 24, "longest_round_days": 60},
        **{"seniority_days": 0, "consent_rounds": 2, "second_call_days": 1},
        **{"admission_open_days": 14, "admission_due_days": 60},
        **{"admission_appeal_days": 60, "admission_silent_days": 90},
        **{"rules-TOTAL_FORMS": 0, "rules-INITIAL_FORMS": 0},
    }

    response = client_of(coordinator).post(page("rulebook", action="add"), data)

    missing = "ordinary matter, yearly accounts, change of the statute, dissolution"
    assert f"Add a rule for each of these: {missing}." in response.content.decode()
    assert Rulebook.objects.count() == 1


def test_a_new_version_begins_with_the_rules_of_the_latest(client_of, coordinator):
    rulebook, client = Rulebook.objects.get(), client_of(coordinator)
    MatterRule.objects.filter(matter="event").update(discussion_days=3)
    page_of_form = client.get(page("rulebook", action="add"))
    [formset] = [one.formset for one in page_of_form.context["inline_admin_formsets"]]
    offered = [form.initial["matter"] for form in formset.forms]

    data = rules_data(rulebook, version=2, in_force_from="", note="Milder")
    data |= {"rules-INITIAL_FORMS": 0} | {f"rules-{place}-id": "" for place in range(len(offered))}
    data |= {f"rules-{place}-rulebook": "" for place in range(len(offered))}
    client.post(page("rulebook", action="add"), data)

    draft = Rulebook.objects.get(version=2)
    assert offered == list(rulebook.rules.order_by("pk").values_list("matter", flat=True))
    assert (draft.is_draft, draft.rules.count(), draft.rules.get(matter="event").discussion_days) == (
        True,
        12,
        3,
    )


def test_a_fraction_above_one_is_explained(client_of, coordinator):
    rulebook = Rulebook.objects.get()

    response = client_of(coordinator).post(
        page("rulebook", rulebook), rules_data(rulebook, **{"rules-0-numerator": 3})
    )

    assert "The fraction must lie between 0 and 1." in response.content.decode()
    assert MatterRule.objects.get(matter="ordinary").numerator == 1


def test_the_words_of_a_proposal_are_mended_until_voting_opens(client_of, coordinator, superuser):
    proposal = ProposalFactory(title="Old")
    data = {"title": "New", "matter": "budget", "text": "Text"}
    data |= {"recusals-TOTAL_FORMS": "0", "recusals-INITIAL_FORMS": "0"}

    client_of(coordinator).post(page("proposal", proposal), data | {"state": "decided"})
    Proposal.objects.update(state="voting")
    answers = [
        client_of(person).post(page("proposal", proposal), data | {"title": "Newer"}).status_code
        for person in (coordinator, superuser)
    ]

    proposal.refresh_from_db()
    assert (proposal.title, proposal.matter, proposal.state, answers) == (
        "New",
        "budget",
        "voting",
        [403, 403],
    )
    assert client_of(coordinator).get(page("proposal", proposal)).status_code == 200


def test_a_draft_is_not_in_the_back_office(client_of, superuser):
    draft = ProposalFactory(state="draft", title="Half a thought")
    client = client_of(superuser)

    assert "Half a thought" not in client.get(page("proposal", action="changelist")).content.decode()
    assert client.get(page("proposal", draft)).status_code == 302


def test_nobody_changes_a_round_and_nobody_reads_its_votes(client_of, coordinator, superuser):
    voting_round = VotingRoundFactory()
    VoteFactory(roll_entry=RollEntryFactory(round=voting_round), choice="no")
    closes_at = timezone.now() + timedelta(days=30)

    for person in (coordinator, superuser):
        client = client_of(person)
        assert client.get(page("votinground", voting_round)).status_code == 200
        assert client.post(page("votinground", voting_round), {"closes_at": closes_at}).status_code == 403
        assert client.get(page("votinground", action="add")).status_code == 403
    assert [model in site._registry for model in (Vote, RollEntry)] == [False, False]


def test_only_publishing_is_decided_of_a_resolution(client_of, coordinator):
    resolution = ResolutionFactory(title="Old")

    client_of(coordinator).post(
        page("resolution", resolution), {"is_published": "on", "title": "New", "outcome": "x"}
    )

    resolution.refresh_from_db()
    assert (resolution.is_published, resolution.title, resolution.outcome) == (True, "Old", "adopted")


def test_nothing_of_record_is_deleted_or_added_by_hand(client_of, superuser):
    rows = {
        "rulebook": Rulebook.objects.get(),
        "proposal": ProposalFactory(),
        "votinground": VotingRoundFactory(),
        "resolution": ResolutionFactory(),
    }
    client = client_of(superuser)

    for model, row in rows.items():
        assert client.post(page(model, row, "delete"), {"post": "yes"}).status_code == 403
        assert client.get(page(model, action="changelist")).status_code == 200
        if model != "rulebook":
            assert client.get(page(model, action="add")).status_code == 403
