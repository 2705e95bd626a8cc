"""Infatti9: one hall made ready in six weeks, rooms for life beside work after it. All invented."""

from multifactory.demo.data import AmenityData as Offers
from multifactory.demo.data import WorksData, text

HALL = ("P1", "P2", "P3", "P7", "PL", "P5", "N1", "P6", "PB")
UPPER = ("U1", "U2", "U3", "UC", "U4", "N4", "U5")

WORKS = (
    WorksData(
        "Six weeks for the hall",
        (*HALL, *UPPER),
        "2021-03-01",
        "2021-04-12",
        text("""
        Nine founders, six weeks, and a rule: who has children goes home at four, and nobody makes up for it
        at night. It was ready on the day all the same.

        - roof lights washed for the first time since the eighties;
        - walls between workshops on wheels, in case we were wrong;
        - a table for thirty before the first machine.
        """),
        1870,
        43200,
        ("machines 4 wide flat oxide", "kitchen 3 wide flat steel"),
        company="Prima Scala",
        helpers=("Maglia Piana", "Galli Assemblaggi", "Tornio Dolce", "Cucina di Turno", "Piega"),
    ),
    WorksData(
        "A room for children, a room for quiet",
        ("N2", "N3", "N5"),
        "2021-09-06",
        "2022-02-01",
        text("""
        The money was enough for one thing, and it was not the showroom. Walls of straw panels, low basins, a
        door to the grass and a fence that children helped to paint; upstairs a bed, an armchair and a door
        that closes softly.
        """),
        640,
        21400,
        ("nursery 3 wide flat moss", "beds 1 tall flat steel"),
        company="Maglia Piana",
        helpers=("Prima Scala", "Tornio Dolce"),
        resolution="life-rooms",
    ),
    WorksData(
        "Straw against noise, P3",
        ("P3",),
        "2022-08-01",
        "2022-08-27",
        text("""
        The lathe and the lunch table are neighbours. Panels of pressed straw, 12 cm, on three sides: from
        the table the lathe is a bee now. No m² is counted, they were in use already.
        """),
        120,
        2950,
        (),
        company="Tornio Dolce",
        helpers=("Prima Scala",),
        m2=0,
    ),
    WorksData(
        "The roof of P4",
        ("P4",),
        -35,
        70,
        text("""
        Fibre cement comes off wet, in sealed bags, in ten days with the house closed. Then beams, wood fibre
        and a roof one may lean a ladder on.
        """),
        88,
        9600,
        ("machines 3 wide pitched steel",),
        company="Prima Scala",
        resolution="p4-roof",
    ),
)

OFFERS = {
    "P1": Offers("three-phase loading step-free", look="bench 4 wide flat steel"),
    "P2": Offers("three-phase loading step-free"),
    "P3": Offers("three-phase extraction noise step-free"),
    "P4": Offers("three-phase loading noise step-free"),
    "P5": Offers("loading water step-free"),
    "P6": Offers("three-phase extraction water step-free"),
    "P7": Offers("three-phase loading step-free"),
    "PL": Offers("loading step-free"),
    "PB": Offers("loading step-free"),
    "N1": Offers("water step-free", people=30, look="kitchen 2 wide flat moss"),
    "N2": Offers("water step-free", people=12, look="nursery 2 wide flat oxide"),
    "N3": Offers("water", people=2),
    "N4": Offers(people=24, look="table 3 wide flat oxide"),
    "N5": Offers("water step-free", use="outdoor"),
    "N6": Offers("step-free", use="outdoor"),
    "U3": Offers(look="desks 3 wide flat oxide"),
    "U5": Offers("water"),
}
