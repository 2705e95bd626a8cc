"""R84: what was decided of late, with what follows from it. All invented."""

from multifactory.demo.data import roll, text
from multifactory.demo.proposals import (
    AmendmentData,
    ProposalData,
    RoundData,
    SuspensionData,
    VersionData,
    ballots,
    others,
)
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.r84.companies import COMPANIES

# Has no vote while it owes its quotas: every round opened since says so on its roll.
SUSPENSIONS = (
    SuspensionData("Ghiaccio Bollente", -46, 45, "two quotas in arrears, resolution of the budget"),
)

FOLLOWED = (
    ProposalData(
        "defibrillator",
        "A defibrillator at the gate, and who can use it",
        "budget",
        "Nutrire",
        text("""
        The ambulance needs fourteen minutes. The device costs **€ 2,120** with its heated box, the same for
        every company. Nutrire and Studio Soglia give two afternoons of training, free.
        """),
        "decided",
        -108,
        (Said("Hamid Karimi", "for", "I am here at three in the morning. Put me on the list.", -106),),
        RoundData(
            -101,
            -92,
            ballots(roll(COMPANIES, -101), away=("Navetta", "Micron", "Passo Lento", "Orto Nono")),
            "adopted",
            "Bought, hung beside the letter boxes. Twenty-six of us have done the afternoon.",
        ),
        cost=2_120,
        responsible="Nutrire",
        due=-50,
        done=-58,
        review_months=24,
    ),
    ProposalData(
        "fire-doors",
        "Smoke doors on the stairs of Villas 27 and 28",
        "renewal",
        "Studio Argine",
        text("""
        The insurer asks for doors that close by themselves on both landings. Four doors cost **€ 8,400** with
        frames, shared by the m² each company holds. Fratelli Zanca offered the best of three quotes and
        therefore do not vote.
        """),
        "decided",
        -56,
        (
            Said(
                "Pietro Bassi",
                "question",
                "Do they stay open while I carry billiard tops?",
                -54,
                (
                    Said(
                        "Valentina Rossi", "for", "A magnet holds them. It lets go when there is smoke.", -54
                    ),
                ),
            ),
        ),
        RoundData(
            -45,
            -36,
            ballots(
                others(roll(COMPANIES, -45), ("Fratelli Zanca", "Ghiaccio Bollente")),
                no=("Rimettere", "Nodo", "Orto Nono"),
                abstain=("Navetta", "Micron"),
                away=("Teatro delle Nebbie", "Oro Lento", "Passo Lento", "Voci Vicine"),
            )
            | {"Parola per Parola": "blank", "Mano Ferma": "blank"},
            "adopted",
            "Ordered. Two doors hang; the other two wait for their glass.",
            changed={"Carta Straccia": "no", "Terracruda": "abstain"},
        ),
        cost=8_400,
        cost_key="area",
        responsible="Fratelli Zanca",
        due=-6,
        review_months=12,
        recusals=(("Fratelli Zanca", "would be paid for the work"),),
    ),
    ProposalData(
        "train",
        "Would you come by train if there were a shuttle?",
        "ordinary",
        "Navetta",
        text("""
        Before we ask the town for anything: a van at 7:40 and 18:10 from the station, € 1.50 a ride. A yes
        means that somebody of your company would use it at least twice a week.
        """),
        "decided",
        -44,
        (Said("Jacopo Nuvolari", "question", "And after rehearsals, at 23:00?", -42),),
        RoundData(
            -38,
            -30,
            ballots(
                others(roll(COMPANIES, -38), ("Ghiaccio Bollente",)),
                no=(
                    *("Orto Nono", "Forno di Levante", "Fratelli Zanca", "Legno Vivo", "Micron", "Nutrire"),
                    *("Oro Lento", "Mano Ferma", "Rimettere", "Ferro Battente", "Valdaro Fermenti"),
                ),
                abstain=("Studio Pagliari", "Passo Lento", "Terracruda", "Carta Straccia"),
                away=(
                    "Voci Vicine",
                    "Vetro e Piombo",
                    "Erbario Sordello",
                    "La Camera Buia",
                    "Studio Virgilio",
                ),
            ),
            "advised",
        ),
        is_advisory=True,
    ),
    ProposalData(
        "quiet-again",
        "Quiet hours in all four villas, without an end",
        "rules",
        "Quaderno",
        text("""
        The year of trial is nearly over, and nobody wants the noise back. Between **13:00 and 15:00** and
        after **20:00** no machine runs in the four villas that can be heard through a closed door. This takes
        the place of the resolution for Villa 27.
        """),
        "decided",
        -46,
        (
            Said(
                "Franco Bonatti",
                "question",
                "Is the button machine a machine?",
                -44,
                (Said("Bianca Orlandi", "for", "It is. But you can press buttons at 15:01.", -44),),
            ),
            Said("Anna Ferri", "for", "My customers play the violin, now they can hear it.", -42),
        ),
        RoundData(
            -27,
            -14,
            ballots(
                others(roll(COMPANIES, -27), ("Ghiaccio Bollente",)),
                no=("Luce di Riva", "Giochi di Sponda", "Rimettere", "Micron"),
                abstain=("Terracruda", "Vetro e Piombo", "Passo Lento"),
                away=("Navetta", "Voci Vicine", "La Camera Buia"),
            ),
            "adopted",
            "In force from the first of next month. The festival week is free of it.",
        ),
        versions=(
            VersionData(
                -40,
                "Says what happens to deliveries",
                text("""
                The year of trial is nearly over, and nobody wants the noise back. Between **13:00 and 15:00**
                and after **20:00** no machine runs in the four villas that can be heard through a closed
                door. Deliveries are no machines, reversing alarms are. This takes the place of the resolution
                for Villa 27.
                """),
            ),
        ),
        amendments=(
            AmendmentData(
                "Federica Aldrovandi",
                -37,
                "We build the stage that week, and everybody is at the festival anyway.",
                text("""
                The year of trial is nearly over, and nobody wants the noise back. Between **13:00 and 15:00**
                and after **20:00** no machine runs in the four villas that can be heard through a closed
                door, but in the **week of the festival**. Deliveries are no machines, reversing alarms are.
                This takes the place of the resolution for Villa 27.
                """),
                accepted=-34,
            ),
        ),
        responsible="Quaderno",
        review_months=24,
        supersedes="quiet",
    ),
)
