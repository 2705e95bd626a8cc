"""R84: what was decided by putting in order, by naming people and by consent. All invented."""

from multifactory.demo.data import roll, text
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.proposals import (
    ProposalData,
    RoundData,
    VersionData,
    answered,
    names,
    others,
    ranks,
    says,
)
from multifactory.demo.r84.companies import COMPANIES

_heat_alone = (
    *("Nodo", "Luce di Riva", "Quaderno", "Doppiaelle", "Giochi di Sponda", "Parola per Parola"),
    *("Studio Virgilio", "La Camera Buia", "Oro Lento", "Ghiaccio Bollente", "Voci Vicine"),
)
_heat_wood = (
    *("Legno Vivo", "Scuola Bottega", "Ferro Battente", "Forno di Levante", "Orto Nono", "Bottega Lanari"),
    *("Tappezzeria Bonatti", "Erbario Sordello", "Teatro delle Nebbie"),
)
_heat_town = (
    *("Studio Pagliari", "Studio Argine", "Fratelli Zanca", "Acqua Chiara Rilievi", "Studio Soglia"),
    *("Nutrire", "Stamperia del Lago", "Micron"),
)
_heat_old = ("Rimettere", "Officina Mincio", "Carta Straccia", "Mano Ferma")

_lights_silent = ("Navetta", "Oro Lento", "Micron", "Vetro e Piombo", "La Camera Buia", "Voci Vicine")
_table_away = ("Navetta", "Orto Nono", "Studio Virgilio", "Passo Lento", "Mano Ferma", "Voci Vicine")
_table_two = (
    "Studio Pagliari",
    "Studio Argine",
    "Fratelli Zanca",
    "Acqua Chiara Rilievi",
    "Legno Vivo",
    "Nodo",
)
_table_health = ("Nutrire", "Studio Soglia", "Forno di Levante", "Valdaro Fermenti", "Sartoria Isabella")
_table_school = ("Scuola Bottega", "Teatro delle Nebbie", "Bottega Lanari", "Quaderno", "Stamperia del Lago")
_table_young = ("Officina Mincio", "Ferro Battente", "Luce di Riva", "Rimettere")
_table_garden = ("Erbario Sordello", "Carta Straccia", "Orto Nono", "Orditura")

CHOSEN = (
    ProposalData(
        "heating",
        "How the four villas are heated when the boilers stop",
        "renewal",
        "Studio Pagliari",
        text("""
        The two boilers of 1988 have three winters left, if we are lucky. The quotes are in the folder; the
        public money is counted in.

        | way | to build € | a year € | ready in |
        |---|---:|---:|---|
        | A, heat pumps, one a villa | 71,000 | 9,100 | one summer |
        | B, a pellet boiler in the yard | 38,000 | 11,400 | one summer |
        | C, the town's heat network | 22,500 | 12,900 | two summers |
        | D, repair what is there | 9,000 | 17,800 | two weeks |

        Put them in the order you would have them. Whatever stands below *none of these* you would rather not
        have at all.
        """),
        "decided",
        -158,
        (
            Said(
                "Sofia Cattaneo",
                "question",
                "The pumps need 40 kW more. Is the meter ready for that?",
                -155,
                (
                    Said("Renzo Pagliari", "for", "The meter is, the cable from the road is not.", -155),
                    Said("Massimo Zanca", "concern", "And the road is the town's. Count a year.", -154),
                ),
            ),
            Said("Sara Conti", "for", "B. I sweep up half a pellet a day as it is.", -153),
            Said(
                "Alice Benatti", "against", "Not smoke beside a practice, please. Not even clean smoke.", -152
            ),
        ),
        RoundData(
            -148,
            -132,
            answered(
                (ranks("A C D - B"), _heat_alone),
                (ranks("B C D A -"), _heat_wood),
                (ranks("C A B D -"), _heat_town),
                (ranks("D C A - B"), _heat_old),
                (ranks("- C"), ("Terracruda",)),
                ("blank", ("Passo Lento", "Sartoria Isabella")),
            ),
            "adopted",
            "**The town's heat network.** Only eight put it first, and more of us prefer it to each of the "
            "other three than not. Studio Pagliari signs the pre-contract.",
        ),
        method="ranked",
        options=(
            "Heat pumps, one for each villa",
            "A pellet boiler in the yard",
            "The town's heat network",
            "Repair the boilers of 1988",
        ),
        lot="CADB",
        due=-20,
        done=-31,
        review_months=12,
    ),
    ProposalData(
        "garden-lights",
        "Lights along the garden path",
        "renewal",
        "Studio Soglia",
        text("""
        Fourteen bollards from the drive to the guest house, on from dusk to 23:00. People who come to us in
        the evening walk eighty metres in the dark. Fratelli Zanca lay the cable, Luce di Riva build the
        lamps, € 3,900 from the common fund.
        """),
        "decided",
        -76,
        (
            Said(
                "Nicola Ghidini",
                "concern",
                "White light until eleven, all along the beds: there go the moths, and then the courgettes.",
                -73,
                (
                    Said("Daniela Righi", "question", "Would a sensor do?", -72),
                    Said("Olena Kovalenko", "for", "Sensor and amber. Same lamp, another chip.", -71),
                ),
            ),
        ),
        RoundData(
            -40,
            -32,
            answered(
                ("consent", others(roll(COMPANIES, -40), _lights_silent, ("Ghiaccio Bollente", "Orto Nono"))),
                (
                    says("concern", "Amber is fine. Write down who trims the beans off the sensors."),
                    ("Orto Nono",),
                ),
            )
            | {
                "Erbario Sordello": says(
                    "concern", "Nothing beside the sage, please: the last bollard can go."
                ),
                "Nodo": says("aside", "I never walk there. As you like."),
            },
            "adopted",
            "Adopted in the second round, with amber lamps that sleep when nobody walks.",
        ),
        earlier=(
            RoundData(
                -66,
                -58,
                answered(
                    (
                        "consent",
                        others(roll(COMPANIES, -66), _lights_silent, ("Orto Nono", "Erbario Sordello")),
                    ),
                    (
                        says("objection", "White light all night kills what pollinates the beds we live on."),
                        ("Orto Nono",),
                    ),
                    (says("concern", "So close to the herbs?"), ("Erbario Sordello",)),
                ),
                "objected",
            ),
        ),
        versions=(
            VersionData(
                -52,
                "After the objection of Orto Nono: amber light, sensors, thirteen bollards",
                text("""
                Thirteen bollards from the drive to the guest house, with **amber light**. They wake when
                somebody walks and sleep after three minutes; from 23:00 to 5:00 they stay dark. Fratelli
                Zanca lay the cable, Luce di Riva build the lamps, € 4,150 from the common fund.
                """),
            ),
        ),
        method="consent",
        responsible="Luce di Riva",
        due=40,
    ),
    ProposalData(
        "energy-table",
        "Two voices for us at the energy table of the town",
        "institution",
        "Fratelli Zanca",
        text("""
        The town meets those who could share roofs and heat, one evening a month for a year. We may send two
        people. Five are ready; name the one or two you trust with it. They report here each month and promise
        nothing that we have not decided.
        """),
        "decided",
        -45,
        (
            Said("Monica Araldi", "for", "I have sat on worse chairs. Gladly.", -43),
            Said("Kevin Mensah", "question", "Is it in the evening? Then I can, on Tuesdays.", -42),
        ),
        RoundData(
            -34,
            -22,
            answered(
                (names("AB"), _table_two),
                (names("BE"), _table_health),
                (names("A"), _table_school[:3]),
                (names("AE"), _table_school[3:]),
                (names("DB"), _table_young),
                (names("CE"), _table_garden),
                (names("B"), ("Terracruda", "Giochi di Sponda")),
                ("blank", ("Tappezzeria Bonatti", "Oro Lento")),
            ),
            "adopted",
            "Renzo Pagliari and Alice Benatti, each for a year. Eleven of us named Alice, eleven "
            "Monica: the lot drawn before the vote put Alice first.",
        ),
        method="approval",
        options=("Monica Araldi", "Renzo Pagliari", "Noemi Beltrami", "Kevin Mensah", "Alice Benatti"),
        lot="DBEAC",
        seats=2,
        responsible="Studio Pagliari",
        review_months=12,
    ),
    ProposalData(
        "thursday-table",
        "One long table on Thursdays",
        "event",
        "Forno di Levante",
        text("""
        From the first Thursday of next month: one table in the court, or in the hall when it rains, from
        12:45 to 14:00. Everybody brings a dish or € 4. Whoever is new in town may sit down too.
        """),
        "decided",
        -40,
        (Said("Rosa Ghidini", "for", "Then I stop eating over the sink.", -38),),
        RoundData(
            -29,
            -19,
            answered(
                (
                    "consent",
                    others(roll(COMPANIES, -29), _table_away, ("Ghiaccio Bollente", "Micron", "Nodo")),
                )
            )
            | {
                "Studio Soglia": says("concern", "Somebody has to keep one path to our door free of chairs."),
                "Officina Mincio": says("concern", "And who carries the table back? Write a name under it."),
                "Quaderno": says("concern", "Quiet hours begin at 13:00. Eat, but do not sing."),
                "Micron": says("aside", "I eat in the car. Enjoy."),
                "Nodo": "blank",
            },
            "adopted",
            "Nobody objects. The three concerns are in the text that hangs beside the oven.",
        ),
        method="consent",
        responsible="Forno di Levante",
        review_months=6,
    ),
)
