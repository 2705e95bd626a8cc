"""Risma11: the bindery, renewed in phases, and what each space offers. All invented."""

from multifactory.demo.data import AmenityData as Offers
from multifactory.demo.data import WorksData, text

FIRST_PHASE = ("W1", "W2", "W3", "W4", "WL", "MK", "MH1", "MH2", "MG", "MB", "MM", "MF")
OFFICES = ("T1", "T2", "T3", "T4", "T5", "T10", "TC", "T7", "T8", "T9", "TM")

WORKS = (
    WorksData(
        "First phase: four workshops and the mezzanine",
        FIRST_PHASE,
        "2019-02-04",
        "2019-06-01",
        text("""
        Eleven companies, eleven years of dust. We began where people would meet: one kitchen, one hall, and
        only then four workshops.

        - the rails in the floor of the lane stay, and are oiled once a year;
        - the table is two drying racks for paper, nine metres long;
        - the first electricity bill was higher than the first budget.
        """),
        3260,
        74500,
        ("machines 4 arch pitched steel", "kitchen 4 arch flat oxide"),
        helpers=("Legatoria Ferri", "Galli Prototipi", "Falegnameria Lesina", "Danza Verticale"),
    ),
    WorksData(
        "Second phase: the south side",
        ("W6", "W7", "WF", "W8", "W9"),
        "2020-06-08",
        "2020-11-02",
        text("""
        Floor drains for beer, a dust-free room for paint, two windows found behind a wall. The climbers of
        Danza Verticale hung in ropes where a scaffold would have cost € 9,000.
        """),
        1420,
        38700,
        ("bench 3 arch flat oxide",),
        company="Studio Cordata",
        helpers=("Danza Verticale", "Birra Sottoripa", "Cotto Crudo"),
    ),
    WorksData(
        "Offices under the roof",
        OFFICES,
        "2021-01-11",
        "2021-05-03",
        text("""
        Insulation of pressed paper, blown in by those whose trade it is. Each office closes by itself and
        shares one meeting room, one corridor and the skylight over it.
        """),
        1180,
        44100,
        ("desks 4 wide pitched steel",),
        company="Studio Cordata",
        helpers=("Grafica Serio", "Aria di Valle", "Falegnameria Lesina"),
    ),
    WorksData(
        "A door wide enough, T8",
        ("T8",),
        "2023-01-09",
        "2023-01-28",
        text("""
        The lift could, the door could not. Frame made in W3, opening cut on a Saturday. Nothing became
        larger but the circle of those who can come in: no m² is counted.
        """),
        38,
        1450,
        (),
        company="Falegnameria Lesina",
        resolution="wheelchair",
        m2=0,
    ),
    WorksData(
        "Third phase: the roof of W5",
        ("W5",),
        -70,
        150,
        text("""
        363 m² of roof, then floor and windows. The beams are the owner's part, the tiles are counted and
        numbered, the swallows are gone. Done before they are back.
        """),
        310,
        14850,
        ("machines 5 arch pitched oxide",),
        company="Studio Cordata",
        helpers=("Falegnameria Lesina", "Cotto Crudo"),
        resolution="third-phase",
    ),
)

OFFERS = {
    "W1": Offers("three-phase loading noise step-free"),
    "W2": Offers("three-phase loading noise step-free"),
    "W3": Offers("three-phase extraction loading noise step-free", look="bench 3 arch pitched oxide"),
    "W4": Offers("noise step-free"),
    "W5": Offers("three-phase loading noise step-free"),
    "W6": Offers("three-phase water step-free"),
    "W7": Offers("step-free"),
    "WF": Offers("three-phase extraction step-free", people=4),
    "W8": Offers("three-phase loading water noise step-free", look="machines 3 arch flat moss"),
    "W9": Offers("three-phase water step-free"),
    "W10": Offers("loading step-free"),
    "WL": Offers("loading step-free"),
    "WY": Offers("loading water noise step-free", people=250, use="outdoor"),
    "MK": Offers("water step-free", people=36, look="kitchen 3 arch flat moss"),
    "MH": Offers("step-free", people=120, look="stage 3 arch pitched oxide"),
    "MH1": Offers("step-free", people=50),
    "MH2": Offers("step-free", people=50),
    "MG": Offers("step-free", people=90),
    "MB": Offers("step-free", people=12),
    "MM": Offers("three-phase extraction step-free", people=6),
    "MF": Offers("step-free", people=8),
    "T3": Offers("step-free", look="desks 3 wide pitched oxide"),
    "T8": Offers("water step-free"),
    "T9": Offers("step-free"),
    "T10": Offers("step-free"),
    "TM": Offers("step-free", people=10, look="table 3 wide pitched steel"),
}
