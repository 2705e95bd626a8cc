"""Risma11: one building on three levels, renewed in phases. The plans and the names of rooms are invented."""

from decimal import Decimal

from multifactory.demo.data import AllocationData as Held
from multifactory.demo.data import BuildingData, FloorData, box, pen, text

CLOSED = ("disused", "2008-09-01")
FIRST = (CLOSED, ("made_safe", "2018-12-03"), ("under_works", "2019-02-04"), ("usable", "2019-06-01"))
SECOND = (CLOSED, ("made_safe", "2019-09-02"), ("under_works", "2020-06-08"), ("usable", "2020-11-02"))
TOP = (CLOSED, ("made_safe", "2019-09-02"), ("under_works", "2021-01-11"), ("usable", "2021-05-03"))
THIRD = (CLOSED, ("made_safe", "2023-05-02"), ("under_works", -70))
SAFE = (CLOSED, ("made_safe", "2023-05-02"))

low, low_2, mid, top = pen("11.5", FIRST), pen("11.5", SECOND), pen("15", FIRST), pen("15", TOP)

WORKSHOPS = FloorData(
    "workshops",
    0,
    "Workshops",
    740,
    520,
    (box(30, 25, 680, 350),),
    (
        low("W1", "unit", "Workshop W1", box(30, 25, 110, 160), "Where notebooks used to be bound."),
        low("W2", "unit", "Workshop W2", box(140, 25, 100, 160), "380 V, machine foundations kept."),
        low("W3", "unit", "Workshop W3", box(240, 25, 120, 160)),
        low("W4", "unit", "High room W4", box(360, 25, 110, 160), "Seven metres under the beams."),
        low(
            "W5",
            "unit",
            "Workshop W5",
            ((470, 25), (710, 25), (710, 265), (590, 265), (590, 185), (470, 185)),
            "The great corner room, third phase of the renewal: roof first, then floor and windows.",
            conditions=THIRD,
        ),
        low(
            "WL",
            "area",
            "The lane",
            box(30, 185, 560, 40),
            "Covered street through the workshops, with the old rails in the floor.",
            features="Pallets for one day at most; keep 1.6 m free.",
        ),
        low(
            "WLH",
            "machine",
            "Hoist to the mezzanine",
            box(250, 195, 50, 22),
            "Goods hoist, 500 kg, checked every two years.",
            features="Never for people.",
        ),
        low_2("W6", "unit", "Workshop W6", box(30, 225, 110, 150)),
        low_2("W7", "unit", "Workshop W7", box(140, 225, 110, 150)),
        low_2(
            "WF",
            "room",
            "Finishing room",
            box(250, 225, 90, 150),
            "Dust-free room for paint, oil and glue.",
            features="Masks on the hook; leave the fan on for half an hour.",
        ),
        low_2(
            "WFB",
            "machine",
            "Spray booth",
            box(265, 300, 60, 50),
            "Dry-filter booth, pieces up to 2.4 m. It takes the whole finishing room.",
            takes=("WFB", "WF"),
            features="Induction with Falegnameria Lesina.",
        ),
        low_2("W8", "unit", "Workshop W8", box(340, 225, 130, 150), "Floor drains, water at 4 bar."),
        low_2("W9", "unit", "Workshop W9", box(470, 225, 120, 150)),
        low(
            "W10",
            "unit",
            "Store W10",
            box(590, 265, 120, 110),
            "No light, no door yet.",
            conditions=(CLOSED,),
        ),
        low(
            "WY",
            "area",
            "The yard",
            box(30, 385, 680, 110),
            "Cobbles, loading in the morning, tables in the evening.",
            features="Lorries until 12:00.",
        ),
    ),
)

MEZZANINE = FloorData(
    "mezzanine",
    1,
    "Mezzanine",
    740,
    400,
    (box(30, 25, 480, 350),),
    (
        mid(
            "MK",
            "room",
            "Kitchen and dining room",
            box(30, 25, 170, 170),
            "One table of nine metres, made of two old paper-drying racks.",
            features="Seats 36; dishwasher of two minutes.",
        ),
        mid(
            "MH",
            "room",
            "The ream hall",
            box(200, 25, 310, 40),
            "Both halves and the entrance, curtain open.",
            takes=("MH1", "MH2"),
            features="Seats 120; screen, piano.",
            area_m2=Decimal(234),
        ),
        mid("MH1", "room", "Ream hall, left half", box(200, 65, 155, 130), features="Seats 50; screen."),
        mid("MH2", "room", "Ream hall, right half", box(355, 65, 155, 130), features="Seats 50; piano."),
        mid(
            "MG", "area", "Gallery", box(30, 195, 480, 50), "Looks down on the lane; the walls are for shows."
        ),
        mid(
            "MB",
            "room",
            "Library of papers",
            box(30, 245, 150, 130),
            features="12 seats, 900 samples of paper.",
        ),
        mid(
            "MM",
            "room",
            "Common machines",
            box(180, 245, 190, 130),
            "Small machines, booked one by one.",
            features="Two benches, extraction.",
        ),
        mid("MML", "machine", "Laser cutter", box(195, 315, 65, 45), "100 W, bed of 1,200 × 900 mm."),
        mid(
            "MMG",
            "machine",
            "Guillotine",
            box(290, 315, 60, 45),
            "Cuts 72 cm, from the last years of the bindery, with a new safety bar.",
            features="Induction with Legatoria Ferri, every two years.",
        ),
        mid("MF", "room", "Photo room", box(370, 245, 140, 130), features="White cyclorama, flash set."),
    ),
)

OFFICES = FloorData(
    "offices",
    2,
    "Offices",
    740,
    400,
    (box(30, 25, 680, 350),),
    (
        top("T1", "unit", "Office T1", box(30, 25, 130, 150)),
        top("T2", "unit", "Office T2", box(160, 25, 110, 150)),
        top("T3", "unit", "Office T3", box(270, 25, 150, 150), "Skylight, view of the valley."),
        top("T4", "unit", "Office T4", box(420, 25, 110, 150)),
        top("T5", "unit", "Office T5", box(530, 25, 90, 150)),
        top("T10", "unit", "Office T10", box(620, 25, 90, 150), "Corner with two windows."),
        top("TC", "area", "Corridor", box(30, 175, 560, 45)),
        top(
            "T6",
            "unit",
            "Office T6",
            ((590, 175), (710, 175), (710, 375), (500, 375), (500, 220), (590, 220)),
            "Safe to walk in; heating comes with the fourth phase.",
            conditions=SAFE,
        ),
        top("T7", "unit", "Office T7", box(30, 220, 150, 155)),
        top("T8", "unit", "Office T8", box(180, 220, 120, 155), "Sink, door wide enough for a wheelchair."),
        top("T9", "unit", "Office T9", box(300, 220, 110, 155)),
        top("TM", "room", "Meeting room", box(410, 220, 90, 155), features="Seats 10; camera for calls."),
    ),
)

BUILDINGS = (
    BuildingData(
        "rilecart",
        "The former bindery",
        text("""
        In the old Pigna works this building bound notebooks. It had been empty for about ten years when the
        first call for companies went out. Crafts work below, the mezzanine is everybody's, offices are on
        top; what is not yet renewed is renewed in phases, each by its own resolution.
        """),
        None,
        (WORKSHOPS, MEZZANINE, OFFICES),
    ),
)

INITIATOR = "One of the eleven initiators"

ALLOCATIONS = (
    Held("W1", "Legatoria Ferri", "2019-06-01", None, reason=INITIATOR),
    Held("W2", "Galli Prototipi", "2019-06-01", None, reason=INITIATOR),
    Held("W3", "Birra Sottoripa", "2019-06-01", "2020-11-02", "temporary", reason="Until the drains of W8"),
    Held("W3", "Falegnameria Lesina", "2020-11-02", None, resolution="second-phase", reason="Moved from W4"),
    Held("W4", "Falegnameria Lesina", "2019-06-01", "2020-11-02", reason=INITIATOR),
    Held("W4", "Danza Verticale", "2020-11-02", None, resolution="second-phase", reason="The only high room"),
    Held("W6", "Cotto Crudo", "2020-11-02", None, resolution="second-phase", reason="Second phase"),
    Held("W7", "Filo Alto", "2020-11-02", None, resolution="second-phase", reason="Second phase"),
    Held("W8", "Birra Sottoripa", "2020-11-02", None, resolution="second-phase", reason="Drains as asked"),
    Held(
        "W9",
        "Cioccolato Alpino",
        "2020-11-02",
        "2023-10-01",
        resolution="second-phase",
        reason="Second phase",
    ),
    Held("W9", "Pelli e Legni", "2024-01-08", None, reason="Moved from T9 when drums and calls met"),
    Held("T1", "Grafica Serio", "2021-05-03", None, reason="Opening of the offices"),
    Held("T2", "Aria di Valle", "2021-05-03", None, reason="Opening of the offices"),
    Held("T3", "Studio Cordata", "2021-05-03", None, reason="Opening of the offices"),
    Held("T4", "Chiaro", "2021-09-01", None, reason="Admission of July 2021"),
    Held("T5", "Seconda Risma", "2022-02-01", 68, reason="Admission of January 2022, for five years"),
    Held("T7", "Nido Lungo", "2022-09-01", None, reason="Admission of June 2022"),
    Held("T8", "Passo Sicuro", "2023-02-01", None, resolution="wheelchair", reason="Door widened"),
    Held("T9", "Pelli e Legni", "2021-05-03", "2024-01-08", reason="Opening of the offices"),
)
