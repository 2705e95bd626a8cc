"""R84: warehouse, guest house and open ground, after the four villas. The plans are invented."""

from multifactory.demo.data import BuildingData, FloorData, box, pen, text
from multifactory.demo.r84.villas import CLOSED, FIRST, VILLA, VILLA_27, VILLA_28, VILLA_29, VILLA_30

STORE = (CLOSED, ("made_safe", "2017-06-01"), ("under_works", "2017-11-06"), ("usable", "2018-03-01"))
LOFT = (CLOSED, ("made_safe", "2023-10-02"))
GUESTS = (CLOSED, ("made_safe", "2019-10-01"), ("under_works", "2020-06-15"), ("usable", "2021-02-01"))

e0, e1, f0, site = pen("24", STORE), pen("24", LOFT), pen("32", GUESTS), pen("6.9", FIRST)

WAREHOUSE = BuildingData(
    "warehouse",
    "The warehouse",
    text("""
    A small warehouse beside the drive, the place for what is heavy, loud or long. Its loft is made safe but
    waits for stairs, light and a decision. Its pages also hold the plan of the open ground.
    """),
    None,
    (
        FloorData(
            "ground-outside",
            -1,
            "Garden, court and parking",
            740,
            540,
            (
                box(30, 60, 168, 86),
                box(30, 200, 168, 86),
                box(30, 340, 168, 86),
                ((400, 30), (568, 30), (568, 74), (492, 74), (492, 118), (400, 118)),
                box(515, 409, 195, 101),
            ),
            (
                site(
                    "Y1",
                    "area",
                    "Garden of the villas",
                    (
                        *(
                            (30, 30),
                            (260, 30),
                            (260, 510),
                            (30, 510),
                            (30, 426),
                            (198, 426),
                            (198, 340),
                            (30, 340),
                        ),
                        *(
                            (30, 286),
                            (198, 286),
                            (198, 200),
                            (30, 200),
                            (30, 146),
                            (198, 146),
                            (198, 60),
                            (30, 60),
                        ),
                    ),
                    "Lawn, hedges and the old trees between the houses.",
                    features="No cars, no fires; dogs on a lead.",
                ),
                site(
                    "Y2",
                    "area",
                    "Drive and parking",
                    (
                        *((260, 30), (320, 30), (320, 300), (710, 300)),
                        *((710, 380), (320, 380), (320, 510), (260, 510)),
                    ),
                    "46 places, four with a socket.",
                ),
                site(
                    "Y3",
                    "area",
                    "The court",
                    (
                        *((320, 30), (400, 30), (400, 118), (492, 118), (492, 74)),
                        *((568, 74), (568, 30), (590, 30), (590, 300), (320, 300)),
                    ),
                    "Gravel and shade, the place for markets and open-air evenings.",
                    features="Power for 12 stalls; 400 people at most; music ends at 23:00.",
                ),
                site(
                    "Y4",
                    "area",
                    "Kitchen garden",
                    box(590, 30, 120, 270),
                    "Raised beds, in clean earth brought here: the ground itself is not for growing food.",
                    features="24 beds, one for each company that asks.",
                ),
                site(
                    "Y5",
                    "area",
                    "Loading yard",
                    ((320, 380), (710, 380), (710, 409), (515, 409), (515, 510), (320, 510)),
                    "For lorries up to 18 t. Keep the gate clear.",
                ),
            ),
        ),
        FloorData(
            "warehouse-ground",
            0,
            "Ground floor",
            740,
            400,
            (VILLA,),
            (
                e0("E1", "unit", "Workshop E1", box(30, 25, 250, 220), "Dust extraction, 380 V."),
                e0("E2", "unit", "Workshop E2", box(280, 25, 200, 220)),
                e0(
                    "E3",
                    "unit",
                    "Forge E3",
                    ((480, 25), (710, 25), (710, 375), (600, 375), (600, 245), (480, 245)),
                    "Concrete floor, own gate to the yard.",
                ),
                e0(
                    "E4",
                    "area",
                    "Loading bay",
                    box(240, 245, 360, 130),
                    "Indoor bay with a dock and a pallet scale.",
                    features="Two hours at a time in the morning.",
                ),
                e0(
                    "E4F",
                    "machine",
                    "Forklift",
                    box(500, 300, 70, 45),
                    "Electric, 1.5 t, lifts to 3.3 m.",
                    features="Licence needed; plug it in when you bring it back.",
                ),
                e0("E5", "unit", "Workshop E5", box(30, 245, 210, 130)),
            ),
        ),
        FloorData(
            "warehouse-loft",
            1,
            "Loft",
            740,
            400,
            (box(30, 25, 450, 190),),
            (
                e1(
                    "E11",
                    "unit",
                    "Loft E11",
                    box(30, 25, 230, 190),
                    "Empty since the refinery closed.",
                    conditions=(CLOSED,),
                ),
                e1("E12", "unit", "Loft E12", box(260, 25, 220, 190), "Roof mended, no stairs yet."),
            ),
        ),
    ),
)

GUEST_HOUSE = BuildingData(
    "guest-house",
    "The guest house",
    text("""
    The former guest house of the refinery, in the quarter next door. Practices that receive people by
    appointment work downstairs; upstairs sleep guests, artists in residence and members of other
    multifactories.
    """),
    None,
    (
        FloorData(
            "guest-house-ground",
            0,
            "Ground floor",
            740,
            400,
            (box(130, 25, 480, 350),),
            (
                f0("F1", "unit", "Practice F1", box(130, 25, 200, 160)),
                f0(
                    "F2",
                    "room",
                    "Living room",
                    box(330, 25, 280, 160),
                    "Fireplace, piano, breakfast for guests.",
                    features="Seats 18; free for members after 11:00.",
                ),
                f0("FC", "area", "Hall and stairs", box(130, 185, 480, 40)),
                f0("F3", "unit", "Practice F3", box(130, 225, 230, 150), "Sound-proofed door."),
                f0("F4", "unit", "Laboratory F4", box(360, 225, 250, 150), "Cold room in the corner."),
            ),
        ),
        FloorData(
            "guest-house-first",
            1,
            "First floor",
            740,
            400,
            (box(130, 25, 480, 350),),
            (
                f0(
                    "F11",
                    "room",
                    "Guest room Lake",
                    box(130, 25, 160, 160),
                    "Two beds and a desk.",
                    features="From 16:00 to 10:00; sheets in the wardrobe.",
                ),
                f0(
                    "F12",
                    "room",
                    "Guest room Poplar",
                    box(290, 25, 160, 160),
                    "One large bed, cot on request.",
                    features="From 16:00 to 10:00.",
                ),
                f0("F13", "area", "Bathrooms and laundry", box(450, 25, 160, 160)),
                f0("FL", "area", "Landing", box(130, 185, 480, 40)),
                f0(
                    "F14",
                    "unit",
                    "Studio F14",
                    box(130, 225, 300, 150),
                    "Roof above it being mended after the hail.",
                    conditions=(*GUESTS, ("under_works", -24)),
                ),
                f0("F15", "room", "Study", box(430, 225, 180, 150), "Long table, for guests and members."),
            ),
        ),
    ),
)

BUILDINGS = (VILLA_27, VILLA_28, VILLA_29, VILLA_30, WAREHOUSE, GUEST_HOUSE)
