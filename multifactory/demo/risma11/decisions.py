"""Risma11: phases of the renewal and what goes with them. All invented."""

from multifactory.demo.data import roll, text
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.proposals import ProposalData, RoundData, ballots
from multifactory.demo.risma11.agreed import AGREED
from multifactory.demo.risma11.companies import COMPANIES

PROPOSALS = (
    *AGREED,
    ProposalData(
        "second-phase",
        "Second phase: who goes where on the south side",
        "allocation",
        "Studio Cordata",
        text("""
        The south side of the workshops is usable from 2 November. The moves only work all together:

        - Birra Sottoripa to **W8**, which has the drains; Falegnameria Lesina from W4 to **W3**;
        - Danza Verticale to **W4**, the only room high enough;
        - Cotto Crudo to **W6**, Filo Alto to **W7**, Cioccolato Alpino to **W9**.
        """),
        "decided",
        "2020-09-07",
        (
            Said("Giovanni Lesina", "concern", "The big saw weighs 800 kg. Who carries?", "2020-09-09"),
            Said("Chiara Locatelli", "for", "We do. With ropes, it is what we know.", "2020-09-09"),
        ),
        RoundData(
            "2020-09-21",
            "2020-10-05",
            ballots(roll(COMPANIES, "2020-09-21"), abstain=("Pelli e Legni",), away=("Aria di Valle",)),
            "adopted",
            "All moves on one weekend, the first of November.",
        ),
    ),
    ProposalData(
        "wheelchair",
        "Admit Passo Sicuro and widen the door of T8",
        "admission",
        "Falegnameria Lesina",
        text("""
        A physiotherapist would join us if people in wheelchairs can reach her. The lift can; the door cannot.
        It costs € 1,450 with the frame made here. A door that wide is good for the rest of us too.
        """),
        "decided",
        "2022-11-28",
        (Said("Davide Cattaneo", "for", "The 26-inch bass drum also votes yes.", "2022-11-30"),),
        RoundData(
            "2022-12-12",
            "2022-12-22",
            ballots(roll(COMPANIES, "2022-12-12"), no=("Grafica Serio",), away=("Chiaro", "Nido Lungo")),
            "adopted",
            "Member from 1 February 2023, with T8.",
        ),
    ),
    ProposalData(
        "booth",
        "One good spray booth instead of three bad ones",
        "budget",
        "Falegnameria Lesina",
        text("""
        Dry-filter booth, € 11,800 installed. Falegnameria Lesina, Pelli e Legni and Cotto Crudo pay half as
        users; the other half comes from the common fund. The finishing room is closed to other work while it
        runs.
        """),
        "decided",
        -280,
        (
            Said("Giulia Ravasio", "for", "We measure the air before and after, and publish it.", -277),
            Said("Paolo Gritti", "question", "Who changes the filter?", -276),
        ),
        RoundData(
            -266,
            -252,
            ballots(
                roll(COMPANIES, -266),
                no=("Nido Lungo",),
                abstain=("Passo Sicuro", "Chiaro"),
                away=("Seconda Risma",),
            ),
            "adopted",
            "€ 5,900 from the common fund. The filter has a name on it, changed each quarter.",
        ),
    ),
    ProposalData(
        "verde-ruggine",
        "Admit Verde Ruggine, to wait for W5",
        "admission",
        "Studio Cordata",
        text("""
        They make gardens on ground like ours, and need a workshop with a gate. W5 will be that, not before
        next year. They join now, pay the quota of a desk, keep the van in the yard and replant it in return.
        """),
        "decided",
        -170,
        (Said("Matteo Carrara", "concern", "The yard is for loading until noon. And birches shed.", -167),),
        RoundData(
            -160,
            -146,
            ballots(roll(COMPANIES, -160), no=("Birra Sottoripa",), away=("Chiaro", "Danza Verticale")),
            "adopted",
            "Member at once; W5 is a promise only when the third phase is done.",
        ),
    ),
    ProposalData(
        "third-phase",
        "Third phase: the roof of W5",
        "renewal",
        "Studio Cordata",
        text("""
        363 m² of roof, then floor and windows. The owner pays for the beams; our part is **€ 26,500** in two
        years, from the renewal fund. Works begin with the swallows gone and end before they are back.
        """),
        "decided",
        -112,
        (
            Said("Alberto Pesenti", "for", "We take the old tiles. All of them.", -110),
            Said("Nicoletta Acerbis", "question", "Does the lift stop during the works?", -108),
            Said("Luca Zambelli", "for", "For two days, with a month's warning.", -108),
        ),
        RoundData(
            -98,
            -84,
            ballots(
                roll(COMPANIES, -98), abstain=("Aria di Valle", "Grafica Serio"), away=("Filo Alto", "Chiaro")
            ),
            "adopted",
            "€ 26,500 over two years. W5 is under works from the second week after closing.",
        ),
    ),
    ProposalData(
        "sundays",
        "Rent the ream hall for private parties on Sundays",
        "ordinary",
        "Birra Sottoripa",
        text("""
        Two Sundays a month, € 350 a time, cleaning included, no music after 22:00. The money would go to the
        heating of the mezzanine.
        """),
        "decided",
        -66,
        (
            Said("Chiara Locatelli", "against", "Sunday is the only day for long rehearsals.", -64),
            Said("Elena Pezzotta", "for", "Two of four. The other two stay yours.", -63),
        ),
        RoundData(
            -56,
            -42,
            ballots(
                roll(COMPANIES, -56),
                no=(
                    "Danza Verticale",
                    "Pelli e Legni",
                    "Nido Lungo",
                    "Studio Cordata",
                    "Legatoria Ferri",
                    "Chiaro",
                    "Cotto Crudo",
                ),
                abstain=("Filo Alto", "Galli Prototipi"),
                away=("Aria di Valle",),
            ),
            "rejected",
            "Six in favour, seven against, two abstained: not adopted.",
        ),
    ),
    ProposalData(
        "bike-shed",
        "Where the bike shed goes",
        "ordinary",
        "Filo Alto",
        text("""
        North wall of the yard or under the outside stairs. A yes means the north wall; we sew the curtain
        either way.
        """),
        "decided",
        -40,
        (),
        RoundData(
            -23,
            -15,
            {
                "Filo Alto": "yes",
                "Nido Lungo": "yes",
                "Passo Sicuro": "yes",
                "Chiaro": "yes",
                "Galli Prototipi": "no",
                "Legatoria Ferri": "yes",
                "Seconda Risma": "blank",
            },
            "adopted",
            "Five companies of sixteen took part in the first vote, seven in the second call, where four are "
            "enough: the north wall.",
            is_second_call=True,
        ),
        earlier=(
            RoundData(
                -34,
                -27,
                {
                    "Filo Alto": "yes",
                    "Nido Lungo": "yes",
                    "Passo Sicuro": "yes",
                    "Chiaro": "yes",
                    "Galli Prototipi": "no",
                },
                "no_quorum",
            ),
        ),
        responsible="Filo Alto",
        due=30,
    ),
    ProposalData(
        "fourth-phase",
        "Fourth phase: heat for T6 from the brewery",
        "renewal",
        "Aria di Valle",
        text("""
        T6 is safe but cold. Each brew throws away hot water enough for that floor. A heat exchanger and forty
        metres of pipe cost **€ 9,700**. If we vote now it can share the scaffolding of the third phase.
        """),
        "voting",
        -20,
        (
            Said("Matteo Carrara", "for", "We brew on Tuesday and Friday. Who is cold on Thursday?", -17),
            Said(
                "Stefano Merelli", "for", "A tank of 2,000 litres is in the price. It lasts three days.", -17
            ),
            Said("Anna Ferri", "concern", "Steam near paper: please route it on the other side.", -12),
        ),
        RoundData(
            -4,
            8,
            {
                **dict.fromkeys(
                    ("Aria di Valle", "Birra Sottoripa", "Studio Cordata", "Galli Prototipi"), "yes"
                ),
                **{"Cotto Crudo": "no", "Grafica Serio": "abstain", "Verde Ruggine": "yes"},
            },
        ),
        cost=9_700,
        cost_key="area",
        due=120,
        review_months=12,
    ),
    ProposalData(
        "school",
        "Agreement with the technical school: twelve apprentices",
        "institution",
        "Galli Prototipi",
        text("""
        The school asks for twelve places of four weeks, in groups of three. Each company that takes part
        names a person who answers for them. The agreement runs for three years and can be left at the end of
        each.
        """),
        "voting",
        -14,
        (Said("Benedetta Rota", "question", "And who feeds them? The table seats 36.", -11),),
        RoundData(
            -2,
            5,
            dict.fromkeys(("Galli Prototipi", "Legatoria Ferri", "Falegnameria Lesina", "Nido Lungo"), "yes"),
        ),
    ),
    ProposalData(
        "w10",
        "What should W10 become?",
        "renewal",
        "Verde Ruggine",
        text("""
        A hundred square metres without light or door. Ideas so far: winter shelter for plants, a store of
        reusable parts, a room for bands. Say what you would use it for, and what you would pay.
        """),
        "discussion",
        -9,
        (
            Said("Davide Cattaneo", "for", "Bands. No windows is a quality.", -8),
            Said("Tiziana Moro", "question", "Is it dry?", -6),
            Said("Rossella Finazzi", "concern", "On three sides.", -6),
        ),
    ),
    ProposalData(
        "lane-lights",
        "Lights in the lane that notice people",
        "ordinary",
        "Galli Prototipi",
        "Fourteen lamps, sensors by Aria di Valle. Price to follow.",
        "draft",
        -1,
    ),
)
