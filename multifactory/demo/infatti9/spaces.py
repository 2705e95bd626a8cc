"""Infatti9: one hall, a row of offices above it, rooms for life beside work. The plans are invented."""

from multifactory.demo.data import AllocationData as Held
from multifactory.demo.data import BuildingData, FloorData, box, pen, text

CLOSED = ("disused", "2018-01-01")
FIRST = (CLOSED, ("made_safe", "2021-02-01"), ("under_works", "2021-03-01"), ("usable", "2021-04-12"))
LIFE = (CLOSED, ("made_safe", "2021-02-01"), ("under_works", "2021-09-06"), ("usable", "2022-02-01"))

hall, offices = pen("11", FIRST), pen("18", FIRST)

GROUND = FloorData(
    "hall",
    0,
    "The hall",
    740,
    520,
    (box(30, 25, 680, 350),),
    (
        hall("P1", "unit", "Workshop P1", box(30, 25, 190, 170), "Roof lights, humidity kept even for yarn."),
        hall("P2", "unit", "Workshop P2", box(220, 25, 150, 170), "Antistatic floor."),
        hall("P3", "unit", "Workshop P3", box(370, 25, 90, 170), "Walls of straw panels, for noise."),
        hall("P7", "unit", "Workshop P7", box(460, 25, 80, 170), "Gate to the lane, 380 V."),
        hall(
            "P4",
            "unit",
            "Workshop P4",
            ((540, 25), (710, 25), (710, 245), (620, 245), (620, 195), (540, 195)),
            "The corner with the tall gate; the roof over it is being changed.",
            conditions=(CLOSED, ("made_safe", "2021-02-01"), ("under_works", -35)),
        ),
        hall(
            "PL",
            "area",
            "The lane",
            box(30, 195, 590, 50),
            "Wide enough for a pallet and a tricycle to pass.",
            features="Yellow line: children on the left, pallets on the right.",
        ),
        hall(
            "PLC",
            "machine",
            "Overhead crane",
            box(240, 205, 70, 28),
            "Two tonnes, runs the length of the lane. Nobody walks there while it does.",
            takes=("PLC", "PL"),
            features="Two trained people; not between 12:30 and 14:30, nor after 16:15.",
        ),
        hall("P5", "unit", "Workshop P5", box(30, 245, 160, 130)),
        hall(
            "N1",
            "room",
            "Kitchen and table",
            box(190, 245, 150, 130),
            "Lunch is at 12:45. The rota of cooks hangs on the fridge and on this portal.",
            features="Seats 30; three high chairs; dishwashers run by whoever did not cook.",
        ),
        hall(
            "N2",
            "room",
            "Children's room",
            box(340, 245, 130, 130),
            "For members' children from two to eleven, always with one adult of the rota.",
            features="12 children; small toilet, cots, a door to the garden.",
            conditions=LIFE,
        ),
        hall("P6", "unit", "Kitchen laboratory P6", box(470, 245, 130, 130)),
        hall("PB", "area", "Loading bay", box(600, 245, 110, 130), features="Engines off while waiting."),
        hall(
            "PBT",
            "machine",
            "Pallet truck",
            box(620, 320, 45, 30),
            "Electric, 1.2 t.",
            features="Ten minutes of instruction, then your name on the list.",
        ),
        hall(
            "N5",
            "area",
            "Garden and playground",
            box(30, 385, 420, 100),
            "A lawn, four mulberries, a sandpit that closes.",
            features="Also for lunch; ball games after 14:30.",
            conditions=LIFE,
        ),
        hall("N6", "area", "Parking", box(450, 385, 260, 100), "22 places, two wide ones beside the door."),
    ),
)

UPPER = FloorData(
    "offices",
    1,
    "Offices",
    740,
    400,
    (box(30, 25, 480, 350),),
    (
        offices("U1", "unit", "Office U1", box(30, 25, 140, 140)),
        offices("U2", "unit", "Office U2", box(170, 25, 130, 140)),
        offices(
            "U3", "unit", "Studio U3", box(300, 25, 210, 140), "The longest table of the building fits here."
        ),
        offices("UC", "area", "Corridor", box(30, 165, 480, 45)),
        offices("U4", "unit", "Office U4", box(30, 210, 120, 165)),
        offices(
            "N3",
            "room",
            "Quiet room",
            box(150, 210, 100, 165),
            "For feeding a baby, resting, or a call that needs a closed door.",
            features="Armchair, bed, basin; shoes off.",
            conditions=LIFE,
        ),
        offices(
            "N4",
            "room",
            "Meeting room",
            box(250, 210, 150, 165),
            features="Seats 24; screen; carpet for toys.",
        ),
        offices("U5", "unit", "Office U5", box(400, 210, 110, 165), "Two windows on the garden."),
    ),
)

BUILDINGS = (
    BuildingData(
        "hall",
        "The hall in via Trento e Trieste",
        text("""
        An industrial hall that had been out of use for some time when the association found it in spring
        2021. Workshops stand on both sides of a lane; the middle of the south side, where it is quietest and
        the garden begins, is for what a working day also needs: a table, a room for children, a door to the
        grass.
        """),
        None,
        (GROUND, UPPER),
    ),
)

MOVE_IN = "First assignment, April 2021"

ALLOCATIONS = (
    Held("P1", "Maglia Piana", "2021-04-12", None, reason=MOVE_IN),
    Held("P2", "Galli Assemblaggi", "2021-04-12", None, reason=MOVE_IN),
    Held("P3", "Tornio Dolce", "2021-04-12", None, reason=MOVE_IN),
    Held("P5", "Vele di Brianza", "2021-04-12", "2023-04-01", reason=MOVE_IN),
    Held("P5", "Ruota Lenta", "2023-05-02", None, resolution="ruota", reason="Admission with this unit"),
    Held("P6", "Cucina di Turno", "2021-04-12", None, reason=MOVE_IN),
    Held(
        "P7", "Ruota Lenta", "2023-05-02", "2024-05-01", "temporary", reason="Stock, until the shelves of P5"
    ),
    Held("U1", "Lambro Grafica", "2021-04-12", None, reason=MOVE_IN),
    Held("U2", "Prima Scala", "2021-04-12", 75, reason=MOVE_IN),
    Held("U3a", "Piega", "2021-04-12", "2022-09-05", reason=MOVE_IN),
    Held("U3", "Piega", "2022-09-05", None, reason="Goes on in both rooms, joined at its own cost"),
    Held("U4", "Formica Sicura", "2021-04-12", None, reason=MOVE_IN),
    Held("U5", "Lambro Grafica", "2022-01-10", -45, "temporary", reason="Second desk, given back"),
)
