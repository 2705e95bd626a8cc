"""What was decided before shares were kept gets those of the day of its resolution.

As its page showed them to those who voted: by m² among the companies that held units, without the empty ones,
or the same for every company.
"""

from collections import defaultdict

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

from multifactory.lib.shares import shares


def equal_weights(apps, day):
    companies = apps.get_model("members", "Company").objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=day), joined_on__lte=day
    )
    return dict.fromkeys(companies.values_list("pk", flat=True), 1)


def area_weights(apps, day):
    held = apps.get_model("spaces", "Allocation").objects.filter(
        Q(end_on__isnull=True) | Q(end_on__gt=day), start_on__lte=day, voided_at__isnull=True
    )
    weights = defaultdict(int)
    for company, area in held.values_list("company", "area_m2"):
        weights[company] += int(area * 100)
    return dict(weights)


WEIGHTS = {"equal": equal_weights, "area": area_weights}


def decided_on(apps, proposal):
    """The day of its resolution; of a poll, which has none, the day its last round was counted."""
    resolution = apps.get_model("governance", "Resolution").objects.filter(proposal=proposal).last()
    if resolution:
        return resolution.decided_on
    rounds = apps.get_model("governance", "VotingRound").objects.filter(
        proposal=proposal, closed_at__isnull=False
    )
    last = rounds.order_by("number").last()
    return timezone.localdate(last.closed_at) if last else None


def fill(apps, schema_editor):
    share_model = apps.get_model("governance", "ProposalShare")
    decided = apps.get_model("governance", "Proposal").objects.filter(state="decided", cost_cents__gt=0)
    for proposal in decided.filter(shares__isnull=True, cost_key__in=WEIGHTS).iterator(chunk_size=200):
        day = decided_on(apps, proposal)
        weights = WEIGHTS[proposal.cost_key](apps, day) if day else {}
        if not any(weights.values()):
            continue
        companies = sorted(weights)
        cents = shares(proposal.cost_cents, [weights[company] for company in companies])
        share_model.objects.bulk_create(
            share_model(proposal=proposal, company_id=company, cents=share)
            for company, share in zip(companies, cents, strict=True)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0028_proposal_shares"),
        ("members", "0014_plain_words"),
        ("spaces", "0028_left_turns"),
    ]

    # Taken back, the shares stay: they are of record, and go with their table.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
