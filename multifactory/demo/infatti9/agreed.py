"""Infatti9: a machine chosen together, a rule by consent that is not there yet, an office. All invented."""

from multifactory.demo.data import roll, text
from multifactory.demo.infatti9.companies import COMPANIES
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.proposals import (
    ProposalData,
    RoundData,
    UnitData,
    answered,
    ballots,
    others,
    ranks,
    says,
)

AGREED = (
    ProposalData(
        "dishwasher",
        "Which dishwasher follows the old one",
        "budget",
        "Cucina di Turno",
        text("""
        It has leaked since Easter. Three offers, all for sixty plates at a time; the price is shared by all
        nine, the same for each. Put them in order.
        """),
        "decided",
        -74,
        (
            Said(
                "Gabriella Nava",
                "for",
                "B can be opened with one screwdriver. I have looked.",
                -71,
                (Said("Meena Joshi", "question", "And closed again?", -71),),
            ),
        ),
        RoundData(
            -64,
            -54,
            answered(
                (ranks("B A C -"), ("Ruota Lenta", "Tornio Dolce", "Galli Assemblaggi")),
                (ranks("A B - C"), ("Cucina di Turno", "Maglia Piana")),
                (ranks("C B A -"), ("Lambro Grafica", "Prima Scala")),
                ("blank", ("Piega",)),
            ),
            "adopted",
            "The one that can be repaired here. Ruota Lenta keeps the spare pump.",
        ),
        method="ranked",
        options=(
            "New, four minutes a cycle",
            "New, repairable, six minutes a cycle",
            "Used, from the school",
        ),
        lot="CBA",
        cost=2_340,
        responsible="Cucina di Turno",
        due=-21,
        review_months=12,
    ),
    ProposalData(
        "phones",
        "No telephones at the kitchen table",
        "rules",
        "Piega",
        text("""
        From 12:30 to 13:30 telephones stay in the drawer beside the bread. It is one hour, and the children
        watch us.
        """),
        "closed",
        -33,
        (
            Said(
                "Donatella Perego",
                "concern",
                "I am on call for safety. Somebody may be lying under something.",
                -31,
                (
                    Said(
                        "Martino Fossati",
                        "for",
                        "Then yours lies on top of the drawer.",
                        -30,
                        was="Nobody will lie under anything for one hour.",
                        edited=-29,
                    ),
                ),
            ),
        ),
        RoundData(
            -24,
            -17,
            answered(
                ("consent", others(roll(COMPANIES, -24), ("Formica Sicura", "Tornio Dolce", "Ruota Lenta")))
            )
            | {
                "Formica Sicura": says("objection", "Who is on call must be reached: the text forgets it."),
                "Tornio Dolce": says("concern", "My mother rings at one."),
            },
            "objected",
        ),
        method="consent",
    ),
    ProposalData(
        "garden-office",
        "U5 to Ruota Lenta, who mend on the stairs",
        "allocation",
        "Prima Scala",
        text("""
        P5 is full of prams, and the paper work of Ruota Lenta lives on the stairs. **U5** has two windows on
        the garden and has been empty for a year. They take it from the first of the month after next.
        """),
        "voting",
        -14,
        (Said("Anna Ferri", "question", "And who gets the stairs?", -12),),
        RoundData(
            -3,
            5,
            # All but the first company have answered: once it votes, the round can be closed.
            ballots(
                others(roll(COMPANIES, -3), ("Ruota Lenta", "Maglia Piana")), abstain=("Galli Assemblaggi",)
            ),
        ),
        recusals=(("Ruota Lenta", "the office would be ours"),),
        effect=UnitData("U5", "Ruota Lenta", 21),
    ),
)
