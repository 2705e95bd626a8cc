"""Risma11: the rules they gave themselves, a ranking, and units on their way. All invented."""

from multifactory.demo.data import roll, text
from multifactory.demo.proposals import (
    AmendmentData,
    ProposalData,
    RoundData,
    RulebookData,
    UnitData,
    VersionData,
    answered,
    ballots,
    others,
    ranks,
    says,
)
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.risma11.companies import COMPANIES

_new_rules = text("""
    Small things fail because half of us are on a building site. From the day after this decision:

    - an ordinary matter or a common event that lacks its quorum is voted on once more, and then **a quarter**
      of the companies is enough;
    - spending needs **two thirds** of the yes and no votes;
    - voting stays open for at least two days.
    """)

AGREED = (
    ProposalData(
        "rulebook",
        "A second call for small matters, two thirds for money",
        "rules",
        "Studio Cordata",
        _new_rules,
        "decided",
        -146,
        (
            Said(
                "Paolo Gritti",
                "concern",
                "A quarter is four companies. Four friends repaint the gate?",
                -143,
                (
                    Said("Francesca Noris", "for", "After fourteen days in which twelve others slept.", -143),
                    Said("Miriam Fassi", "for", "And the gate needs it.", -142),
                ),
            ),
            Said(
                "Laura Signorelli",
                "for",
                "Two thirds for money: yes. I have paid for a booth I do not spray in.",
                -140,
                was="Two thirds for money: finally, after that booth.",
                edited=-139,
            ),
        ),
        RoundData(
            -125,
            -111,
            ballots(
                roll(COMPANIES, -125),
                no=("Grafica Serio", "Birra Sottoripa"),
                abstain=("Passo Sicuro",),
                away=("Aria di Valle",),
            ),
            "adopted",
            "Version 2 of the rulebook is in force from the next day. What is open ends by the old one.",
        ),
        versions=(
            VersionData(
                -136,
                "Two days at least, because of building sites",
                _new_rules + "\n\nWhoever cannot be reached for two days names a colleague who votes.",
            ),
        ),
        effect=RulebookData(
            "Second call for ordinary matters and events, two thirds for spending",
            numbers={"shortest_round_hours": 48},
            rules={
                "ordinary": {"second_quorum_numerator": 1, "second_quorum_denominator": 4},
                "event": {"second_quorum_numerator": 1, "second_quorum_denominator": 4},
                "budget": {"base": "cast", "numerator": 2, "denominator": 3, "is_strict": False},
            },
        ),
        review_months=12,
    ),
    ProposalData(
        "open-day",
        "What we show on the open day",
        "event",
        "Grafica Serio",
        text("""
        One Sunday in spring, three hundred people, one thing done well. Put in order what you would work for;
        what stands below *none of these* you would not.
        """),
        "decided",
        -96,
        (Said("Andrés Molina", "for", "People look up if somebody hangs there.", -94),),
        RoundData(
            -86,
            -76,
            answered(
                (
                    ranks("A C B -"),
                    ("Grafica Serio", "Legatoria Ferri", "Seconda Risma", "Nido Lungo", "Chiaro"),
                ),
                (
                    ranks("B C - A"),
                    ("Danza Verticale", "Studio Cordata", "Filo Alto", "Pelli e Legni"),
                ),
                (ranks("C B=A -"), ("Cotto Crudo", "Falegnameria Lesina", "Birra Sottoripa")),
                (ranks("C - A B"), ("Aria di Valle",)),
                ("blank", ("Passo Sicuro",)),
            ),
            "adopted",
            "The way of one sheet through all workshops. Grafica Serio draws the map.",
        ),
        method="ranked",
        options=(
            "Every workshop opens, each for itself",
            "One performance on the façade",
            "One sheet of paper that passes through every workshop",
        ),
        lot="BAC",
        responsible="Grafica Serio",
        due=-8,
    ),
    ProposalData(
        "forklift",
        "Who drives the forklift, and who charges it",
        "rules",
        "Falegnameria Lesina",
        text("""
        Only those on the list at the charger drive it; whoever finds it under half charges it. Two refreshers
        a year, by Galli Prototipi.
        """),
        "decided",
        -62,
        (Said("Ruggero Belotti", "for", "Then it will be full on a Monday for once.", -60),),
        RoundData(
            -53,
            -44,
            answered(("consent", others(roll(COMPANIES, -53), ("Chiaro", "Passo Sicuro", "Birra Sottoripa"))))
            | {"Birra Sottoripa": says("concern", "We load at six: the list must allow three of us.")},
            "adopted",
            "Nobody objects. The list holds three names for a company that loads early.",
        ),
        method="consent",
        responsible="Falegnameria Lesina",
        due=-30,
        done=-33,
    ),
    ProposalData(
        "green-office",
        "T9 to Verde Ruggine, until W5 is done",
        "allocation",
        "Studio Cordata",
        text("""
        They pay for a desk and have none: the drawings lie in the van. **T9** is empty. They hold it until
        the works on W5 end, at most for eighteen months, and leave it with better air than they found.
        """),
        "voting",
        -13,
        (
            Said(
                "Tiziana Moro",
                "question",
                "How many plants per square metre?",
                -11,
                (Said("Rossella Finazzi", "for", "Fewer than in your stairwell.", -10),),
            ),
        ),
        RoundData(
            -3,
            6,
            # All but the first company have answered: once it votes, the round can be closed.
            ballots(
                others(roll(COMPANIES, -3), ("Verde Ruggine", "Legatoria Ferri")),
                no=("Birra Sottoripa",),
                abstain=("Passo Sicuro",),
            )
            | {"Nido Lungo": "blank"},
        ),
        recusals=(("Verde Ruggine", "the unit would be ours"),),
        effect=UnitData("T9", "Verde Ruggine", 14, 560, "temporary"),
    ),
    ProposalData(
        "roof-terrace",
        "Stairs to the roof, and a rail around it",
        "renewal",
        "Danza Verticale",
        text("""
        The roof over the mezzanine is flat, sound and never used. A rail and a stair cost about € 7,400. We
        would train there; everybody else would have the view.
        """),
        "deferred",
        -58,
        (Said("Luca Zambelli", "concern", "The owner has to sign for every bolt up there.", -56),),
        amendments=(
            AmendmentData(
                "Luca Zambelli",
                -54,
                "So that the owner has something to sign.",
                text("""
                The roof over the mezzanine is flat, sound and never used. A rail and a stair cost about
                € 7,400, **once the owner has agreed in writing**. Danza Verticale would train there;
                everybody else would have the view.
                """),
                accepted=-51,
            ),
        ),
        state_reason="The owner answers after the winter.",
    ),
)
