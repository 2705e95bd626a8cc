"""Infatti9: quiet hours, shared duties and other decisions. All invented."""

from multifactory.demo.data import roll, text
from multifactory.demo.infatti9.agreed import AGREED
from multifactory.demo.infatti9.companies import COMPANIES
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.proposals import ProposalData, RoundData, ballots

PROPOSALS = (
    *AGREED,
    ProposalData(
        "life-rooms",
        "A room for children and a room for quiet, before the showroom",
        "renewal",
        "Maglia Piana",
        text("""
        The money we have is enough for one thing. We propose that it is not the showroom: a room for children
        beside the kitchen (**N2**), a quiet room upstairs (**N3**) and the fence of the garden (**N5**). €
        21,400 in all.
        """),
        "decided",
        "2021-06-14",
        (
            Said(
                "Bruno Galli",
                "against",
                "Noise beside the table, and customers ask for a showroom.",
                "2021-06-16",
            ),
            Said(
                "Irene Casati", "for", "Straw panels: 48 dB less. We calculated it for nothing.", "2021-06-17"
            ),
        ),
        RoundData(
            "2021-06-28",
            "2021-07-09",
            ballots(roll(COMPANIES, "2021-06-28"), no=("Galli Assemblaggi",), abstain=("Vele di Brianza",)),
            "adopted",
            "Works from September 2021. The showroom may be proposed again in two years.",
        ),
    ),
    ProposalData(
        "quiet-hours",
        "Quiet hours",
        "rules",
        "Tornio Dolce",
        text("""
        1. From **12:30 to 14:30** no loud machine runs: it is lunch, and the small ones sleep.
        2. After **16:15** the crane stands still, because children cross the lane to the door.
        3. Before **7:30** and after **19:30** nothing that is heard beyond the garden.
        4. Urgent exceptions are asked for at lunch the day before, and any company may say no.
        """),
        "decided",
        "2022-02-07",
        (Said("Nives Colombo", "question", "Is the compressor loud?", "2022-02-08"),),
        RoundData(
            "2022-02-14",
            "2022-02-25",
            ballots(roll(COMPANIES, "2022-02-14"), no=("Vele di Brianza",)),
            "adopted",
            "In force from 1 March 2022, reviewed each March. The compressor is loud.",
        ),
    ),
    ProposalData(
        "ruota",
        "Admit Ruota Lenta, with P5",
        "admission",
        "Prima Scala",
        text("""
        Oreste has left P5. Gabriella Nava and Tiago Mendes repair what has small wheels, want to start at
        eight and close at five, and would take two turns of the children's room a month from the first day.
        """),
        "decided",
        "2023-04-03",
        (Said("Emilio Brambilla", "for", "I have three prams waiting and no children.", "2023-04-04"),),
        RoundData(
            "2023-04-11",
            "2023-04-24",
            ballots(roll(COMPANIES, "2023-04-11"), away=("Piega",)),
            "adopted",
            "Member from 2 May 2023.",
        ),
    ),
    ProposalData(
        "duties",
        "Duties by hours, not by company",
        "rules",
        "Lambro Grafica",
        text("""
        Kitchen, garden, children's room, gate and bins take **31 hours a week**. Until now each company does
        a ninth, though one has twelve people and one has one. From now on:

        - hours are shared by heads, with a least of one hour a week for each company;
        - whoever has a child under three or somebody to care for is let off for as long as it lasts, without
          reasons;
        - turns may be swapped on the portal, not paid for.
        """),
        "decided",
        -250,
        (
            Said("Adil Rahmani", "question", "Twelve heads means eleven hours for us?", -247),
            Said("Pietro Sironi", "for", "Ten and a half, and you eat eleven lunches.", -247),
            Said("Bruno Galli", "concern", "Fair. Let us start after the bus displays are delivered.", -244),
        ),
        RoundData(
            -238,
            -224,
            ballots(roll(COMPANIES, -238), no=("Formica Sicura",), abstain=("Galli Assemblaggi",)),
            "adopted",
            "In force in thirty days. Counted again every three months.",
        ),
    ),
    ProposalData(
        "saturday",
        "Open the hall to outside companies on Saturdays",
        "ordinary",
        "Galli Assemblaggi",
        text("""
        Two firms would pay € 400 a Saturday to use the lane and the crane. It would cover the heating of the
        garden side from November to March.
        """),
        "decided",
        -120,
        (
            Said("Carla Bianchi", "against", "Saturday is the day nobody needs anything from us.", -118),
            Said("Ludovica Sala", "question", "Who of us is there, and from which turn is it taken?", -117),
        ),
        RoundData(
            -108,
            -96,
            ballots(
                roll(COMPANIES, -108),
                no=("Maglia Piana", "Tornio Dolce", "Piega", "Ruota Lenta", "Cucina di Turno"),
                abstain=("Lambro Grafica",),
            ),
            "rejected",
            "Three in favour, five against, one abstained: not adopted.",
        ),
    ),
    ProposalData(
        "p4-roof",
        "Change the roof of P4",
        "renewal",
        "Prima Scala",
        text("""
        The corner P4 has never been used: its roof is of fibre cement and must go. **€ 29,800**, of which €
        12,000 from the owner. Removal takes ten days, with the house closed and sealed.
        """),
        "decided",
        -82,
        (Said("Donatella Perego", "for", "I will stand beside the contractor each morning.", -80),),
        RoundData(
            -70,
            -56,
            ballots(roll(COMPANIES, -70), abstain=("Piega",), away=("Tornio Dolce",)),
            "adopted",
            "Works may begin in three weeks; the air is measured before anybody returns to the lane.",
        ),
    ),
    ProposalData(
        "name",
        "A name for the children's room",
        "ordinary",
        "Piega",
        "The children propose *Il Formicaio*. Those over eleven are asked to confirm.",
        "decided",
        -50,
        (),
        RoundData(
            -46,
            -40,
            {"Piega": "yes", "Maglia Piana": "yes", "Formica Sicura": "abstain"},
            "no_quorum",
            "Three of nine took part: nothing is decided, to the indignation of the proposers.",
        ),
    ),
    ProposalData(
        "summer",
        "Summer weeks: the children's room open all day in July",
        "budget",
        "Cucina di Turno",
        text("""
        School ends in June and work does not. Four weeks, from 8:00 to 17:00, two educators for **€ 6,480**,
        lunch at cost. Families pay € 45 a week, the rest is shared by all nine companies: about € 40 a month
        each for a year.
        """),
        "voting",
        -22,
        (
            Said("Emilio Brambilla", "question", "And those of us without children?", -19),
            Said("Salvatore Greco", "for", "For € 40 you get a cook with a clear head in July.", -19),
            Said("Rosa Villa", "for", "I had none either, and I would pay twice for the noise.", -15),
        ),
        RoundData(
            -4, 8, {"Cucina di Turno": "yes", "Ruota Lenta": "yes", "Lambro Grafica": "yes", "Piega": "no"}
        ),
        cost=6_480,
        due=220,
        review_months=12,
    ),
    ProposalData(
        "early-crane",
        "Let the crane run from 7:00 in winter",
        "rules",
        "Galli Assemblaggi",
        text("""
        From November to February, half an hour before what the quiet hours allow. In exchange it stops at
        15:45, when it is nearly dark in the lane.
        """),
        "voting",
        -12,
        (Said("Anna Ferri", "for", "Stopping earlier is what I would have asked for.", -9),),
        RoundData(-3, 4, {"Galli Assemblaggi": "yes", "Maglia Piana": "yes", "Formica Sicura": "yes"}),
    ),
    ProposalData(
        "elders",
        "A table for grandparents",
        "ordinary",
        "Maglia Piana",
        text("""
        Four of us look after a parent. Could they spend a day a week here, at the kitchen table, with
        something to do for those who wish? Before a text, say what would have to be in place.
        """),
        "discussion",
        -7,
        (
            Said("Gabriella Nava", "for", "A ramp at the garden door. I have one.", -6),
            Said("Federico Radaelli", "question", "Is the insurance asked?", -4),
        ),
    ),
    ProposalData(
        "bins",
        "Bins nearer to the gate",
        "ordinary",
        "Ruota Lenta",
        "Twenty metres less to carry. Drawing to follow.",
        "draft",
        -1,
    ),
)
