"""Nothing that can be decided today becomes undecidable: the new columns say what has been so until now.

Matters there have been are decided by every way that bound in them; only the rules of the community never by
a choice. The matters that are new get rows of their own with the figures of the civil code (art. 20 and 21),
which a rulebook in force says until another is adopted. A first call of fewer than half, which the law does
not know, is raised to half.
"""

from django.db import migrations
from django.db.models import F

ALL_WAYS = ["motion", "consent", "ranked", "approval"]
NEW_MATTERS = ["election", "accounts", "statute", "dissolution"]
COPIED = (
    *("base", "numerator", "denominator", "is_strict", "quorum_numerator", "quorum_denominator"),
    *("second_quorum_numerator", "second_quorum_denominator"),
)
THREE_QUARTERS = {
    "quorum_numerator": 3,
    "quorum_denominator": 4,
    "second_quorum_numerator": 3,
    "second_quorum_denominator": 4,
}
STATUTE = {"base": "present", "numerator": 1, "denominator": 2, "is_strict": True} | THREE_QUARTERS
DISSOLUTION = {"base": "all", "numerator": 3, "denominator": 4, "is_strict": False} | THREE_QUARTERS


def fill(apps, schema_editor):
    rules = apps.get_model("governance", "MatterRule").objects
    rules.filter(quorum_denominator__gt=F("quorum_numerator") * 2).update(
        quorum_numerator=1, quorum_denominator=2
    )
    for rulebook in apps.get_model("governance", "Rulebook").objects.all():
        own = rules.filter(rulebook=rulebook)
        own.update(ways=ALL_WAYS, is_online=rulebook.is_voting_online)
        own.filter(matter="rules").update(ways=["motion", "consent"], discussion_days=7)
        add_new_matters(rules, rulebook)
    proposals = apps.get_model("governance", "Proposal").objects
    proposals.filter(method__in=["ranked", "approval"]).update(is_choice=True)
    proposals.exclude(method="approval").exclude(seats=1).update(seats=1)


def add_new_matters(rules, rulebook):
    there = set(rules.filter(rulebook=rulebook).values_list("matter", flat=True))
    ordinary = rules.filter(rulebook=rulebook, matter="ordinary").first()
    figures = {name: getattr(ordinary, name) for name in COPIED} if ordinary else {}
    rows = {
        "election": figures | {"ways": ["motion", "ranked", "approval"], "is_online": rulebook.is_voting_online},
        "accounts": figures | {"is_online": False},
        "statute": STATUTE | {"is_online": False, "discussion_days": 7},
        "dissolution": DISSOLUTION | {"is_online": False, "discussion_days": 7},
    }
    for matter in NEW_MATTERS:
        if matter not in there:
            rules.create(rulebook=rulebook, matter=matter, **rows[matter])


def empty(apps, schema_editor):
    """The rows of the new matters go; whether a rulebook knows votes online is what its ordinary matters say."""
    rules = apps.get_model("governance", "MatterRule").objects
    offline = rules.filter(matter="ordinary", is_online=False).values("rulebook")
    apps.get_model("governance", "Rulebook").objects.filter(pk__in=offline).update(is_voting_online=False)
    rules.filter(matter__in=NEW_MATTERS).delete()


class Migration(migrations.Migration):
    dependencies = [("governance", "0014_majorities")]

    operations = [migrations.RunPython(fill, empty, elidable=False)]
