"""R84: what the managing body has decided over the years. All invented."""

from multifactory.demo.data import roll, text
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.proposals import ProposalData, RoundData, ballots
from multifactory.demo.r84.companies import COMPANIES

HISTORY = (
    ProposalData(
        "warehouse",
        "The warehouse goes to those who make noise",
        "allocation",
        "Studio Argine",
        text("""
        The ground floor of the warehouse will be usable in March. We propose to give it to work that is
        heavy, loud or long, and not to the first who asks:

        - **E1** to Legno Vivo, which then leaves A5;
        - **E2** to Officina Mincio, **E3** to Ferro Battente and **E5** to Fratelli Zanca, who join us with
          these units.

        The loading bay E4 and the forklift stay common.
        """),
        "decided",
        "2018-01-15",
        (
            Said("Ugo Bassani", "for", "I have lived across from that planer for a year. For.", "2018-01-18"),
            Said(
                "Silvia Tonelli", "concern", "Please keep one corner of the bay dry, for paper.", "2018-01-22"
            ),
        ),
        RoundData(
            "2018-01-29",
            "2018-02-09",
            ballots(
                roll(COMPANIES, "2018-01-29"), abstain=("Agenzia Ponte",), away=("Nutrire", "La Camera Buia")
            ),
            "adopted",
            "The four units are given from the day they are usable. A5 is offered from June.",
        ),
    ),
    ProposalData(
        "presses",
        "A2 for the presses of Stamperia del Lago",
        "allocation",
        "Carta Straccia",
        text("""
        I make paper and can do it upstairs; the presses cannot. I propose to leave A2 to Stamperia del Lago,
        who join us on 1 June, and to take A16, free since the theatre moved. Strengthening the floor costs €
        1,900: half from the common fund, half from Stamperia over two years.
        """),
        "decided",
        "2019-04-23",
        (
            Said("Renzo Pagliari", "question", "Nine hundred kilos on how many feet?", "2019-04-24"),
            Said("Viola Marchetti", "for", "Four, 70 cm apart. The drawing is on your table.", "2019-04-24"),
        ),
        RoundData(
            "2019-05-02",
            "2019-05-16",
            ballots(
                roll(COMPANIES, "2019-05-02"),
                no=("Nodo", "Fotolito Bassani"),
                abstain=("Tappezzeria Bonatti",),
                away=("Agenzia Ponte", "Vetro e Piombo", "Orto Nono"),
            ),
            "adopted",
            "Exchange on 1 June. The load test comes before the first press.",
        ),
    ),
    ProposalData(
        "guest-house",
        "The guest house: practices below, guests above",
        "allocation",
        "Nutrire",
        text("""
        Downstairs go the companies that receive people or need cold and quiet: **F1** Nutrire, **F3** Studio
        Soglia, **F4** Valdaro Fermenti. Upstairs three rooms for guests: two to sleep, one to study. A night
        costs € 15 for members of any multifactory and is paid into the common fund.
        """),
        "decided",
        "2020-12-01",
        (Said("Kenji Tanaka", "for", "You will all miss the smell.", "2020-12-03"),),
        RoundData(
            "2020-12-10",
            "2020-12-22",
            ballots(
                roll(COMPANIES, "2020-12-10"),
                no=("Ghiaccio Bollente",),
                away=("Agenzia Ponte", "Navetta", "Micron"),
            ),
            "adopted",
            "Moves in February and March 2021. The price of a night is looked at again after a year.",
        ),
    ),
    ProposalData(
        "kiln",
        "Buy a common kiln",
        "budget",
        "Terracruda",
        text("""
        A used electric kiln of 180 litres costs € 4,600 with wiring. Terracruda pays a third and looks after
        it for free for five years; the rest comes from the common fund. Whoever has done the induction may
        book it and pays only the current.
        """),
        "decided",
        "2021-04-12",
        (
            Said("Cecilia Ravelli", "for", "I now drive 40 km to fuse a house number.", "2021-04-13"),
            Said(
                "Emanuele Vezzani",
                "concern",
                "Thirteen kilowatts beside the bread oven: who checks?",
                "2021-04-15",
            ),
            Said("Massimo Zanca", "for", "We do. Its own line, and they never start together.", "2021-04-15"),
        ),
        RoundData(
            "2021-04-26",
            "2021-05-10",
            ballots(
                roll(COMPANIES, "2021-04-26"),
                no=("Nodo", "Studio Soglia", "Doppiaelle"),
                abstain=("Passo Lento", "Parola per Parola"),
                away=("Scuola Bottega", "Ferro Battente"),
            ),
            "adopted",
            "€ 3,070 from the common fund. Terracruda answers for the inductions.",
        ),
    ),
    ProposalData(
        "long-room",
        "A3 to Luce di Riva",
        "admission",
        "Micron",
        text("""
        Since Ugo retired the long room A3 is empty. Three companies asked; Luce di Riva is the only one that
        would buy from six of us and sell to four. They assemble lamps that can be repaired, and bring a
        measuring bench that others may use.
        """),
        "decided",
        "2022-07-18",
        (Said("Marta Lodi", "for", "Their first order of shades is already on my wheel.", "2022-07-20"),),
        RoundData(
            "2022-08-01",
            "2022-08-22",
            ballots(
                roll(COMPANIES, "2022-08-01"),
                no=("Quaderno",),
                abstain=("Studio Virgilio", "Nutrire"),
                away=("Oro Lento", "Orto Nono", "Erbario Sordello", "Voci Vicine", "Teatro delle Nebbie"),
            ),
            "adopted",
            "Member and holder of A3 from 1 September 2022.",
        ),
    ),
)

CLOSED = (
    ProposalData(
        "quiet",
        "Quiet hours in Villa 27",
        "rules",
        "Quaderno",
        text("""
        Between **13:00 and 15:00** and after **20:00** no machine runs in Villa 27 that can be heard through
        a closed door. Talking, sewing and hand planes are no machines. It holds for one year, then we look at
        it again.
        """),
        "decided",
        -235,
        (
            Said(
                "Stefano Riva", "concern", "Our compressor starts by itself. Give us a month to box it.", -231
            ),
            Said("Bianca Orlandi", "for", "A month is fine, it is in the text by word of honour.", -230),
            Said("Anna Ferri", "for", "I tune with the door open. This would be a present.", -228),
        ),
        RoundData(
            -224,
            -210,
            ballots(
                roll(COMPANIES, -224),
                no=(
                    "Luce di Riva",
                    "Stamperia del Lago",
                    "Giochi di Sponda",
                    "Ferro Battente",
                    "Carta Straccia",
                ),
                abstain=("Legno Vivo", "Officina Mincio", "Micron"),
                away=("Navetta", "Orto Nono", "Vetro e Piombo", "Erbario Sordello", "Ghiaccio Bollente"),
            ),
            "adopted",
            "In force from the first of next month, for one year. The compressor has thirty days.",
        ),
    ),
    ProposalData(
        "budget",
        "Budget of the year: € 61,400 and the same quotas",
        "budget",
        "Studio Pagliari",
        text("""
        | item | € |
        |---|---:|
        | Heating and light of the common parts | 23,800 |
        | Cleaning and waste | 11,200 |
        | Insurance and checks of lifts, forklift, extinguishers | 9,600 |
        | Internet | 3,200 |
        | Renewal fund | 13,600 |

        The quotas stay as they are. The renewal fund holds € 31,250 on the day of this proposal.
        """),
        "decided",
        -182,
        (
            Said("Bruno Galli", "question", "Does the insurance cover a battery that burns at night?", -178),
            Said("Caterina Melli", "for", "Yes, since April; the clause is in the folder.", -177),
        ),
        RoundData(
            -168,
            -154,
            ballots(
                roll(COMPANIES, -168),
                no=("Rimettere",),
                abstain=("Mano Ferma", "Orditura"),
                away=("La Camera Buia", "Nutrire", "Passo Lento"),
            ),
            "adopted",
            "The budget is approved as proposed.",
        ),
    ),
    ProposalData(
        "film",
        "Let a film crew have the court for the whole of August",
        "ordinary",
        "Ghiaccio Bollente",
        text("""
        A production from Rome offers € 9,000 for the court, the loading yard and 20 parking places from 1 to
        31 August. The money would pay half of the stairs to the loft. Deliveries would pass by the side gate
        from 6 to 8.
        """),
        "decided",
        -140,
        (
            Said(
                "Nicola Ghidini",
                "against",
                "August is tomatoes. I cannot tell them to wait for a take.",
                -138,
            ),
            Said("Agnese Rota", "for", "They accept a clause: crates first, cameras second.", -137),
            Said("Yusuf Demir", "against", "Six to eight is when we load. Twice.", -136),
            Said("Alice Benatti", "question", "Who answers if a patient cannot park?", -134),
        ),
        RoundData(
            -130,
            -116,
            ballots(
                roll(COMPANIES, -130),
                no=(
                    *(
                        "Orto Nono",
                        "Navetta",
                        "Nutrire",
                        "Studio Soglia",
                        "Forno di Levante",
                        "Officina Mincio",
                    ),
                    *("Legno Vivo", "Ferro Battente", "Fratelli Zanca", "Rimettere", "Valdaro Fermenti"),
                    *(
                        "Bottega Lanari",
                        "Tappezzeria Bonatti",
                        "Erbario Sordello",
                        "Scuola Bottega",
                        "Micron",
                    ),
                ),
                abstain=("Studio Argine", "Studio Pagliari", "Sartoria Isabella"),
                away=("Oro Lento", "Orditura", "Voci Vicine", "Nodo", "Carta Straccia"),
            ),
            "rejected",
            "Not adopted. Ghiaccio Bollente asks the production about February.",
        ),
    ),
    ProposalData(
        "d3",
        "Renew D3: drains, floor and a wide door",
        "renewal",
        "Studio Argine",
        text("""
        D3 is the last room on the ground floor of the fourth villa that nobody can use. New drains, a floor
        on a ventilated base and a door of 160 cm cost **€ 18,300**, from the renewal fund. Fratelli Zanca and
        Legno Vivo do their part at cost. Works of about five months; applications open when the floor is dry.
        """),
        "decided",
        -94,
        (
            Said("Simone Adami", "concern", "Do not dig below 40 cm: see the map beside the spades.", -92),
            Said(
                "Valentina Rossi",
                "for",
                "The drains hang under the ceiling of the old duct, no digging.",
                -91,
            ),
        ),
        RoundData(
            -84,
            -66,
            ballots(
                roll(COMPANIES, -84),
                no=("Doppiaelle", "Nodo"),
                abstain=("Studio Soglia", "Quaderno", "Parola per Parola"),
                away=("Passo Lento", "Teatro delle Nebbie", "Vetro e Piombo", "Luce di Riva"),
            ),
            "adopted",
            "€ 18,300 from the renewal fund. D3 is under works from the following fortnight.",
        ),
    ),
    ProposalData(
        "logo",
        "A new logo for the association",
        "ordinary",
        "Doppiaelle",
        text("""
        The present logo was drawn in one evening in 2017. We offer three sketches, free, and propose that the
        body picks one in a second vote. The old one stays on the gate, where it has weathered well.
        """),
        "decided",
        -88,
        (Said("Giorgio Pavesi", "against", "The one on the gate took me two days and is not tired.", -85),),
        RoundData(
            -80,
            -70,
            dict.fromkeys(
                (
                    *("Doppiaelle", "Quaderno", "Mano Ferma", "Nodo", "Luce di Riva", "Giochi di Sponda"),
                    *("Parola per Parola", "Stamperia del Lago", "Oro Lento", "Passo Lento", "Navetta"),
                ),
                "yes",
            )
            | {"Mano Ferma": "no", "Officina Mincio": "abstain", "Ferro Battente": "no"},
            "no_quorum",
            "Fewer than half of the companies took part: nothing is decided. It may be proposed again.",
        ),
    ),
    ProposalData(
        "tinta-madre",
        "Admit Tinta Madre and give it A14",
        "admission",
        "Orditura",
        text("""
        Lucia Barbieri and Aïcha Diallo dye yarn with plants. They need a drain, and A14 has had one, unused,
        since the surveyors moved. Nobody here does what they do; Orditura, Sartoria Isabella and Carta
        Straccia would use it from the first week. Waste water is pH-tested and goes through the settling tank
        that Acqua Chiara has drawn.
        """),
        "decided",
        -74,
        (
            Said("Greta Vincenzi", "question", "Which mordants?", -72),
            Said("Teresa Allegri", "for", "Alum only, no chrome. It is in their application.", -72),
            Said("Carla Bianchi", "for", "Madder for varnish! For, twice if I could.", -70),
        ),
        RoundData(
            -62,
            -48,
            ballots(
                roll(COMPANIES, -62),
                no=("Rimettere",),
                abstain=("Nodo", "Studio Virgilio"),
                away=("Navetta", "Micron", "La Camera Buia", "Valdaro Fermenti"),
            ),
            "adopted",
            "Tinta Madre is a member and holds A14 once the settling tank is in.",
        ),
    ),
)
