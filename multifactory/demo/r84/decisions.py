"""R84: what is being decided and talked about now. All invented."""

from multifactory.demo.data import text
from multifactory.demo.proposals import AmendmentData, ProposalData, RoundData
from multifactory.demo.proposals import CommentData as Said
from multifactory.demo.r84.chosen import CHOSEN
from multifactory.demo.r84.decided import CLOSED, HISTORY
from multifactory.demo.r84.followed import FOLLOWED
from multifactory.demo.r84.waiting import WAITING

CURRENT = (
    ProposalData(
        "loft",
        "Stairs and light for the loft, and two workshops in it",
        "renewal",
        "Legno Vivo",
        text("""
        The loft of the warehouse was made safe and then forgotten. We propose to make **two workshops** of
        it, E11 of 76 m² and E12 of 73 m²:

        1. an outside stair in steel, forged here;
        2. six roof windows and insulation;
        3. a goods hoist of 300 kg.

        It costs **€ 33,900** over two years: € 15,000 from the renewal fund, € 9,900 from a call of the
        region if we get it, the rest from the first three years' quotas of the two units. If the call fails,
        the hoist waits.

        Works run for seven months. Legno Vivo answers for them; the technical school sends six apprentices.
        """),
        "voting",
        -26,
        (
            Said("Bruno Galli", "question", "Under the loft are our heads. When do they drill?", -22),
            Said(
                "Sara Conti",
                "for",
                "Mondays and the two weeks of August. It is in the text of the quote.",
                -21,
            ),
            Said(
                "Emanuele Vezzani",
                "concern",
                "The fund pays D3 as well. What is left for a broken boiler?",
                -18,
            ),
            Said("Renzo Pagliari", "for", "€ 9,600, which is one boiler. I would not go lower.", -17),
            Said("Andrea Soave", "for", "The stair I do at cost, and I would rather do it in winter.", -9),
        ),
        RoundData(
            -5,
            9,
            dict.fromkeys(
                (
                    *("Legno Vivo", "Ferro Battente", "Studio Argine", "Studio Pagliari", "Fratelli Zanca"),
                    *(
                        "Terracruda",
                        "Giochi di Sponda",
                        "Scuola Bottega",
                        "Officina Mincio",
                        "Forno di Levante",
                    ),
                    *("Mano Ferma", "Orto Nono"),
                ),
                "yes",
            )
            | {
                "Nodo": "no",
                "Doppiaelle": "no",
                "Nutrire": "no",
                "Oro Lento": "abstain",
                "Quaderno": "abstain",
            },
        ),
    ),
    ProposalData(
        "apiary",
        "Admit Apiario Virgilia, with D11",
        "admission",
        "Erbario Sordello",
        text("""
        Marco Zerbini keeps thirty hives along the Mincio and has nowhere to spin honey. D11 has the sink, the
        extraction and the lift that Valdaro Fermenti left behind. The hives stay on the river: none comes
        near the villas. He brings wax for Tappezzeria Bonatti and Bottega Lanari, and is registered as a
        beekeeper.
        """),
        "voting",
        -19,
        (
            Said(
                "Daniela Righi",
                "question",
                "Two of our clients are allergic. What happens on spinning days?",
                -16,
            ),
            Said(
                "Noemi Beltrami",
                "for",
                "Windows shut, at night, four times a year, with a note on the door.",
                -15,
            ),
            Said("Giada Mori", "for", "The extraction there beats August. I know.", -12),
        ),
        RoundData(
            -3,
            4,
            dict.fromkeys(
                (
                    *(
                        "Erbario Sordello",
                        "Valdaro Fermenti",
                        "Orto Nono",
                        "Forno di Levante",
                        "Bottega Lanari",
                    ),
                    *(
                        "Tappezzeria Bonatti",
                        "Carta Straccia",
                        "Passo Lento",
                        "Navetta",
                        "Rimettere",
                        "Orditura",
                    ),
                    *(
                        "Tinta Madre",
                        "Vetro e Piombo",
                        "Acqua Chiara Rilievi",
                        "Scuola Bottega",
                        "Teatro delle Nebbie",
                    ),
                ),
                "yes",
            )
            | {"Studio Soglia": "no", "La Camera Buia": "abstain", "Micron": "abstain", "Luce di Riva": "no"},
        ),
    ),
    ProposalData(
        "roof",
        "Sun on four roofs, with the municipality",
        "institution",
        "Fratelli Zanca",
        text("""
        The municipality looks for roofs for an energy community. Ours would carry 62 kW. It wants an
        agreement for twenty years; the owner of the buildings says yes if the association signs too. We would
        use about half of what is made and share the rest with the school and forty families.

        Before a text, we would like to hear what worries you.
        """),
        "discussion",
        -11,
        (
            Said(
                "Valentina Rossi",
                "concern",
                "Villas 27 and 28 need new tiles within five years. First that.",
                -10,
            ),
            Said("Laura Prandi", "for", "We bake at night. Is there a battery in it?", -8),
            Said(
                "Kevin Mensah", "question", "A small one. Who would give up two square metres of cellar?", -8
            ),
            Said("Antonella Ruberti", "question", "Twenty years: what if we leave?", -4),
        ),
    ),
    ProposalData(
        "first-friday",
        "No cars in the court on the first Friday",
        "rules",
        "Navetta",
        text("""
        On the first Friday of each month the court and the drive stay free of cars from 7:00 to 22:00.
        Deliveries use the loading yard, the guest house keeps its two places. We try it from March to
        October.
        """),
        "discussion",
        -6,
        (
            Said("Massimo Zanca", "against", "My van is my toolbox.", -5),
            Said(
                "Claudia Lanzoni", "for", "It may stand in the loading yard. We will carry the toolbox.", -5
            ),
        ),
        amendments=(
            AmendmentData(
                "Massimo Zanca",
                -4,
                "Vans unload before nine anyway, and after that nobody minds walking.",
                text("""
                On the first Friday of each month the court and the drive stay free of cars from **9:00** to
                22:00. Deliveries use the loading yard, the guest house keeps its two places. We try it from
                March to October.
                """),
            ),
        ),
    ),
    ProposalData(
        "test-track",
        "A lane for test rides around the court",
        "ordinary",
        "Officina Mincio",
        text("""
        A painted lane, 1.8 m wide, from the warehouse gate once around the court. Still to find out: what the
        paint costs, and whether the gravel holds it.
        """),
        "draft",
        -2,
    ),
    ProposalData(
        "night-guard",
        "A night guard at the gate",
        "budget",
        "Oro Lento",
        text("""
        After the break-in of last month a guard would pass three times a night, for € 640 a month. Withdrawn:
        light at the gate and a lock with a memory cost less, and two neighbours wake at one anyway.
        """),
        "withdrawn",
        -55,
        (Said("Hamid Karimi", "against", "From one o'clock on, the guard is me.", -52),),
        moved=-50,
    ),
)

PROPOSALS = HISTORY + CLOSED + CHOSEN + FOLLOWED + CURRENT + WAITING
