"""Give what is there its version, its answer and its tally."""

from django.db import migrations


def fill(apps, schema_editor):
    proposals = apps.get_model("governance", "Proposal")
    versions = apps.get_model("governance", "ProposalVersion")
    rounds = apps.get_model("governance", "VotingRound")
    votes = apps.get_model("governance", "Vote")
    for proposal in proposals.objects.filter(versions__isnull=True).iterator():
        version = versions.objects.create(
            proposal=proposal,
            number=1,
            title=proposal.title,
            text=proposal.text,
            author_id=proposal.author_id,
            created_at=proposal.created_at,
        )
        rounds.objects.filter(proposal=proposal).update(version=version)
    for choice in ("yes", "no", "abstain"):
        votes.objects.filter(choice=choice).update(answer={"choice": choice})
    for one in rounds.objects.filter(state="closed").iterator():
        counts = {"yes": one.yes, "no": one.no, "abstain": one.abstain, "blank": 0}
        one.taken_part = sum(counts.values()) + one.recused
        quorum = -(-one.entitled * one.rule["quorum_numerator"] // one.rule["quorum_denominator"])
        one.tally = {
            "method": "motion",
            "entitled": one.entitled,
            "recused": one.recused,
            "counts": counts,
            "taken_part": one.taken_part,
            "quorum": max(1, quorum),
            "outcome": one.outcome,
            "winners": [],
            "lot_used": False,
            "details": {},
        }
        one.save(update_fields=["taken_part", "tally"])


def empty(apps, schema_editor):
    """The counts go back to their columns; versions after the first are lost with their table."""
    rounds = apps.get_model("governance", "VotingRound")
    for one in rounds.objects.filter(state="closed", tally__isnull=False).iterator():
        counts = one.tally["counts"]
        one.yes, one.no, one.abstain = (counts.get(choice, 0) for choice in ("yes", "no", "abstain"))
        one.save(update_fields=["yes", "no", "abstain"])
    rounds.objects.update(version=None)


class Migration(migrations.Migration):
    dependencies = [("governance", "0004_decisions")]

    operations = [migrations.RunPython(fill, empty, elidable=False)]
