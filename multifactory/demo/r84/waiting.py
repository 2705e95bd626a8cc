"""R84: units, winter, rules and money that wait for an answer, and what was put off. All invented."""

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
    dots,
    others,
)
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.r84.companies import COMPANIES

_rules_text = text("""
    Three times this year we came together and were too few. We propose **version 2 of the rulebook**, the
    draft of which the coordinators have written down:

    - where fewer than half take part, an ordinary matter or an event is voted on once more, and then **a
      quarter** is enough;
    - spending is adopted by **two thirds** of the yes and no votes, not by a bare majority of those present;
    - voting stays open for three days at least, and a tie is voted on again, once;
    - a company votes from its **ninetieth day** with us.

    Whoever wants other numbers says which.
    """)

WAITING = (
    ProposalData(
        "quiet-studio",
        "C15 to Voci Vicine, who need four walls again",
        "allocation",
        "Quaderno",
        text("""
        Voci Vicine gave back C17 when all their work was elsewhere. Since autumn they teach Italian to
        thirty people, in our hall when it is free and on our stairs when it is not. **C15** is quiet, looks
        to the garden and has been empty since the herbs moved out. They take it as it is and paint it.
        """),
        "voting",
        -17,
        (
            Said(
                "Monica Araldi",
                "for",
                "I lend them our classroom twice a week and would like it back.",
                -15,
                (Said("Amina Traoré", "for", "You have been kind for long enough.", -15),),
            ),
            Said(
                "Dario Pini",
                "question",
                "Thirty people at once?",
                -14,
                (Said("Letizia Galvani", "for", "Eight at a time. The stairs carried all thirty.", -13),),
            ),
        ),
        RoundData(
            -4,
            6,
            # All but the first company have answered: once it votes, the round can be closed and the unit
            # changes hands.
            ballots(
                others(roll(COMPANIES, -4), ("Ghiaccio Bollente", "Voci Vicine", "Bottega Lanari")),
                no=("Luce di Riva", "Nodo"),
                abstain=("Micron", "Oro Lento", "Studio Virgilio"),
            )
            | {"Passo Lento": "blank"},
            changed={"Doppiaelle": "abstain"},
        ),
        responsible="Voci Vicine",
        review_months=24,
        recusals=(("Voci Vicine", "the unit would be ours"),),
        effect=UnitData("C15", "Voci Vicine", 20),
    ),
    ProposalData(
        "drying-room",
        "C5 to Tinta Madre for one winter, to dry yarn",
        "allocation",
        "Orditura",
        text("""
        Wool dries slowly when it rains, and it has rained since October. **C5** has its own door to the
        garden and nobody asked for it this year. Tinta Madre would hold it for a year, air it twice a day and
        hang it full. If somebody comes who wants to stay, they leave with a month's notice.
        """),
        "frozen",
        -12,
        (
            Said(
                "Alice Benatti",
                "concern",
                "Does wet wool smell?",
                -10,
                (Said("Aïcha Diallo", "for", "Of sheep, for one day. Of nothing after.", -10),),
            ),
        ),
        moved=-1,
        responsible="Tinta Madre",
        effect=UnitData("C5", "Tinta Madre", 25, 390, "temporary"),
    ),
    ProposalData(
        "snow",
        "One contract for snow and ice",
        "budget",
        "Fratelli Zanca",
        text("""
        Last winter each villa shovelled as it liked, and the drive not at all. A farmer from Frassino clears
        the drive, the court and the path to the guest house before 7:00, from December to the end of
        February, for **€ 3,280**, shared by the m² each company holds. Salt only on the ramp.
        """),
        "voting",
        -23,
        (
            Said("Yusuf Demir", "for", "Five mornings last January. I counted.", -20),
            Said("Simone Adami", "concern", "Salt runs into the settling tank. Sand would not.", -19),
        ),
        RoundData(
            -9,
            7,
            answered(
                (
                    "yes",
                    (
                        *(
                            "Fratelli Zanca",
                            "Navetta",
                            "Nutrire",
                            "Studio Soglia",
                            "Forno di Levante",
                            "Micron",
                        ),
                        *("Bottega Lanari", "Rimettere", "Scuola Bottega", "Legno Vivo", "Orditura"),
                    ),
                ),
                ("no", ("Nodo", "Acqua Chiara Rilievi", "Mano Ferma", "Officina Mincio")),
                ("abstain", ("Orto Nono", "Terracruda")),
                ("blank", ("Oro Lento",)),
            ),
            extended=(
                -2,
                1,
                "The farmer's second quote, with sand, came yesterday: read it before you answer.",
            ),
        ),
        cost=3_280,
        cost_key="area",
        due=60,
    ),
    ProposalData(
        "fair-money",
        "€ 6,000 from the fair: what would you do with it?",
        "budget",
        "Giochi di Sponda",
        text("""
        The autumn fair left € 6,000 that belong to all of us. This is no decision: spread your ten points, at
        most five on one idea, and the three that weigh most come back as proposals with a price.
        """),
        "voting",
        -15,
        (
            Said("Claudia Lanzoni", "for", "Racks! Mine leans on the bakery.", -12),
            Said(
                "Chiara Zanoni",
                "question",
                "Is the billiard table in *something to play*?",
                -11,
                (Said("Pietro Bassi", "for", "I would never.", -11),),
            ),
        ),
        RoundData(
            -5,
            8,
            answered(
                (dots(A=5, C=3, E=2), ("Navetta", "Officina Mincio", "Rimettere", "Scuola Bottega")),
                (dots(B=5, D=5), ("Teatro delle Nebbie", "Studio Virgilio", "Voci Vicine")),
                (dots(C=5, A=2, B=3), ("Orto Nono", "Erbario Sordello", "Tinta Madre", "Forno di Levante")),
                (dots(E=5, D=3, C=2), ("Giochi di Sponda", "Luce di Riva")),
                (dots(A=4, B=4, C=2), ("Stamperia del Lago", "Legno Vivo")),
                (dots(D=5), ("Nodo",)),
                ("blank", ("Oro Lento",)),
            ),
        ),
        method="dots",
        is_advisory=True,
        options=(
            "Dry racks for sixty bicycles",
            "A sound system for the hall",
            "Six fruit trees and a bench",
            "Curtains against the echo",
            "Something to play in the court",
        ),
    ),
    ProposalData(
        "second-call",
        "A second call when too few of us vote",
        "rules",
        "Studio Pagliari",
        _rules_text,
        "discussion",
        -18,
        (
            Said(
                "Emanuele Vezzani",
                "against",
                "A quarter is ten companies. Ten should not paint the gate for forty.",
                -16,
                (
                    Said("Renzo Pagliari", "for", "The other thirty had two weeks to pick up a brush.", -16),
                    Said(
                        "Lara Lombardi",
                        "for",
                        "Eleven of us wanted a new logo. It was the quorum that did not.",
                        -15,
                    ),
                ),
                was="A quarter is ten companies. That is a joke.",
                edited=-16,
            ),
            Said(
                "Lucia Barbieri",
                "concern",
                "We are in our first month. Ninety days without a vote is the whole winter.",
                -13,
                (
                    Said(
                        "Caterina Melli",
                        "for",
                        "You keep yours: who votes today goes on voting. It is in the amendment.",
                        -8,
                    ),
                ),
            ),
            Said("Nadia Ben Salah", "question", "Two thirds of what, if I abstain?", -10),
        ),
        versions=(
            VersionData(
                -14,
                "A third became a quarter; three days at least",
                _rules_text + "\n\nThe numbers are those of the draft on the page of the rulebook.",
            ),
        ),
        amendments=(
            AmendmentData(
                "Teresa Allegri",
                -9,
                "Whoever was admitted under the old rules was promised a vote at once.",
                _rules_text
                + "\n\nCompanies that are members on the day this comes into force vote as before.",
            ),
        ),
        effect=RulebookData(
            "Second call, two thirds for spending, ninety days before the first vote",
            numbers={"shortest_round_hours": 72, "seniority_days": 90, "is_tie_voted_again": True},
            rules={
                "ordinary": {"second_quorum_numerator": 1, "second_quorum_denominator": 4},
                "event": {"second_quorum_numerator": 1, "second_quorum_denominator": 4},
                "budget": {"base": "cast", "numerator": 2, "denominator": 3, "is_strict": False},
            },
        ),
        responsible="Studio Pagliari",
    ),
    ProposalData(
        "sauna",
        "A sauna beside the settling tank",
        "renewal",
        "Valdaro Fermenti",
        text("""
        A barrel of larch, 2.4 m long, heated with what Legno Vivo sweeps up. € 5,200, of which half is
        already promised by eleven people, and a bucket of cold water for nothing.
        """),
        "deferred",
        -64,
        (
            Said("Greta Vincenzi", "against", "Beside my tank? There are five metres to keep, by law.", -62),
            Said("Kenji Tanaka", "for", "Then six.", -62),
        ),
        state_reason="Waits for the plan of the drains: nobody knows what lies under the only flat place.",
    ),
    ProposalData(
        "locks",
        "Locks with a memory for the four villas",
        "budget",
        "Oro Lento",
        text("""
        After the break-in: locks that know who came in and when, four front doors, **€ 2,960** with forty-two
        keys, the same for every company. Each company hands out its own keys.
        """),
        "cancelled",
        -49,
        (Said("Sofia Cattaneo", "concern", "Who reads the memory? Write that down first.", -47),),
        RoundData(
            -39,
            -27,
            answered(
                (
                    "yes",
                    (
                        *("Oro Lento", "Luce di Riva", "Micron", "Sartoria Isabella", "Quaderno"),
                        *("Bottega Lanari", "Vetro e Piombo"),
                    ),
                ),
                ("no", ("Nodo", "Teatro delle Nebbie", "Mano Ferma")),
                ("abstain", ("Navetta",)),
            ),
            cancelled=(
                -34,
                "The firm has withdrawn its price. What you answered stays sealed and is not counted.",
            ),
        ),
        cost=2_960,
    ),
)
