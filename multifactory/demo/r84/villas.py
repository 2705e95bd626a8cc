"""R84: the four houses of the workers. The plans are invented, the kinds of buildings are real."""

from decimal import Decimal

from multifactory.demo.data import BuildingData, FloorData, box, pen, text

CLOSED = ("disused", "2014-02-01")
FIRST = (CLOSED, ("made_safe", "2016-11-01"), ("usable", "2017-03-02"))
UPSTAIRS = (CLOSED, ("made_safe", "2016-11-01"), ("under_works", "2017-05-08"), ("usable", "2017-10-01"))
THIRD = (CLOSED, ("made_safe", "2017-09-01"), ("under_works", "2018-01-15"), ("usable", "2018-05-01"))
THIRD_UP = (CLOSED, ("made_safe", "2017-09-01"), ("under_works", "2018-05-14"), ("usable", "2018-10-01"))
FOURTH = (CLOSED, ("made_safe", "2018-06-01"), ("under_works", "2018-11-05"), ("usable", "2019-04-01"))
OWN_HANDS = (CLOSED, ("made_safe", "2017-09-01"), ("under_works", "2018-05-01"), ("usable", "2019-01-15"))

VILLA = box(30, 25, 680, 350)
ELBOW = ((30, 25), (710, 25), (710, 200), (400, 200), (400, 375), (30, 375))

a0, b0 = pen("28", FIRST), pen("28", FIRST)
b1, c0, c1, d0 = pen("28", UPSTAIRS), pen("28", THIRD), pen("28", THIRD_UP), pen("28", FOURTH)

VILLA_27 = BuildingData(
    "villa-27",
    "Villa 27",
    text("""
    The first house to open in March 2017: workers' flats on two floors, one corridor through the middle of
    each. Kitchens became benches and bedrooms became studios; the tiles in the entrance are still the old
    ones.
    """),
    None,
    (
        FloorData(
            "villa-27-ground",
            0,
            "Ground floor",
            740,
            400,
            (VILLA,),
            (
                a0("A1", "unit", "Workshop A1", box(30, 25, 200, 150), "North light, wooden floor."),
                a0("A2", "unit", "Workshop A2", box(230, 25, 160, 150), "Floor strengthened for presses."),
                a0("A3", "unit", "Workshop A3", box(390, 25, 320, 150), "Two flats joined in 2017."),
                a0(
                    "AC",
                    "area",
                    "Entrance and corridor",
                    box(30, 175, 680, 45),
                    "Walls free for small shows.",
                ),
                a0("A4", "unit", "Workshop A4", box(30, 220, 240, 155)),
                a0("A5", "unit", "Workshop A5", box(270, 220, 210, 155)),
                a0(
                    "AK",
                    "room",
                    "Kitchen",
                    box(480, 220, 230, 155),
                    "Long table for twenty, six burners, door to the garden.",
                    features="Seats 20; oven, dishwasher, two fridges; leave it as you hope to find it.",
                ),
            ),
        ),
        FloorData(
            "villa-27-first",
            1,
            "First floor",
            740,
            400,
            (VILLA,),
            (
                a0("A11", "unit", "Studio A11", box(30, 25, 240, 150)),
                a0("A12", "unit", "Studio A12", box(270, 25, 220, 150)),
                a0("A13", "unit", "Studio A13", box(490, 25, 220, 150), "Three windows to the north."),
                a0(
                    "AL",
                    "area",
                    "Upper corridor",
                    box(30, 175, 680, 45),
                    "Book-swap shelf and two armchairs.",
                ),
                a0("A14", "unit", "Studio A14", box(30, 220, 160, 155), "Own sink, drain in the floor."),
                a0("A15", "unit", "Studio A15", box(190, 220, 250, 155)),
                a0("A16", "unit", "Studio A16", box(440, 220, 270, 155)),
            ),
        ),
    ),
)

VILLA_28 = BuildingData(
    "villa-28",
    "Villa 28",
    text("""
    The house of fire and flour: the kiln and the bread oven both stand on its ground floor, on either side of
    the stairs. Heat from the oven warms the studios above it in winter.
    """),
    None,
    (
        FloorData(
            "villa-28-ground",
            0,
            "Ground floor",
            740,
            400,
            (VILLA,),
            (
                b0(
                    "B1",
                    "unit",
                    "Workshop B1",
                    ((30, 25), (330, 25), (330, 130), (200, 130), (200, 230), (30, 230)),
                    "L-shaped, around the tool store.",
                ),
                b0(
                    "B2",
                    "room",
                    "Tool store",
                    box(200, 130, 130, 100),
                    "Shared hand tools, clamps and ladders.",
                    features="Sign the card for whatever leaves the room.",
                ),
                b0("B3", "unit", "Workshop B3", box(30, 230, 300, 145)),
                b0("BC", "area", "Stairs and passage", box(330, 25, 80, 350)),
                b0("B4", "unit", "Bakery B4", box(410, 25, 300, 200), "Chimney, tiled to two metres."),
                b0(
                    "B5",
                    "room",
                    "Kiln room",
                    box(410, 225, 120, 150),
                    "Fireproof walls, extraction, drying racks.",
                    features="Racks for 60 pieces; mask and gloves by the door.",
                ),
                b0(
                    "B5K",
                    "machine",
                    "Kiln",
                    box(430, 290, 55, 60),
                    "Electric kiln, 180 litres, up to 1,280 °C. A firing takes the whole room.",
                    takes=("B5K", "B5"),
                    features="Only for those shown how by Terracruda; 13 kW, book nights and weekends first.",
                ),
                b0("B6", "unit", "Workshop B6", box(530, 225, 180, 150)),
            ),
        ),
        FloorData(
            "villa-28-first",
            1,
            "First floor",
            740,
            400,
            (VILLA,),
            (
                b1("B11", "unit", "Studio B11", box(30, 25, 180, 205)),
                b1(
                    "B12",
                    "unit",
                    "Studio B12",
                    box(210, 25, 120, 205),
                    "No window: was a store, suits a darkroom.",
                ),
                b1("B13", "unit", "Studio B13", box(30, 230, 300, 145)),
                b1("BL", "area", "Landing", box(330, 25, 80, 350)),
                b1("B14", "unit", "Studio B14", box(410, 25, 150, 175)),
                b1("B15", "unit", "Studio B15", box(560, 25, 150, 175)),
                b1("B16", "unit", "Studio B16", box(410, 200, 300, 175), "Beam tested for 500 kg per m²."),
            ),
        ),
    ),
)

VILLA_29 = BuildingData(
    "villa-29",
    "Villa 29",
    text("""
    Opened in 2018 as the common house. The meeting hall took the place of two flats: a folding wall splits it
    in halves, so an assembly and a dance class never fight over it again.
    """),
    None,
    (
        FloorData(
            "villa-29-ground",
            0,
            "Ground floor",
            740,
            400,
            (VILLA,),
            (
                c0(
                    "C1",
                    "room",
                    "Meeting hall",
                    box(30, 25, 340, 45),
                    "Both halves and the foyer, with the wall folded away.",
                    takes=("C2", "C3"),
                    features="Seats 80; projector, loop for hearing aids, chairs in the foyer.",
                    area_m2=Decimal(82),
                ),
                c0("C2", "room", "Hall, west half", box(30, 70, 170, 145), features="Seats 35; white wall."),
                c0(
                    "C3",
                    "room",
                    "Hall, east half",
                    box(200, 70, 170, 145),
                    features="Seats 35; sprung floor.",
                ),
                c0("C4", "unit", "Rehearsal room C4", box(370, 25, 340, 190), "Black curtains, light bars."),
                c0("CC", "area", "Corridor", box(30, 215, 680, 40)),
                c0("C5", "unit", "Studio C5", box(30, 255, 210, 120), "Garden side, own door."),
                c0("C6", "unit", "Studio C6", box(240, 255, 200, 120)),
                c0("C7", "unit", "Store C7", box(440, 255, 270, 120), conditions=OWN_HANDS),
            ),
        ),
        FloorData(
            "villa-29-first",
            1,
            "First floor",
            740,
            400,
            (VILLA,),
            (
                c1("C11", "unit", "Studio C11", box(30, 25, 210, 180)),
                c1("C12", "unit", "Studio C12", box(240, 25, 160, 180)),
                c1(
                    "C13",
                    "unit",
                    "Studio C13",
                    ((400, 25), (710, 25), (710, 245), (600, 245), (600, 205), (400, 205)),
                    "Turns the corner at the end of the corridor.",
                ),
                c1("CL", "area", "Upper corridor", box(30, 205, 570, 40)),
                c1("C14", "unit", "Studio C14", box(30, 245, 190, 130)),
                c1("C15", "unit", "Studio C15", box(220, 245, 190, 130), "Quiet, to the garden."),
                c1(
                    "C16",
                    "room",
                    "Quiet room",
                    box(410, 245, 120, 130),
                    "For calls, interviews and a nap.",
                    features="Two chairs, a sofa, thick curtains.",
                ),
                c1("C17", "unit", "Studio C17", box(530, 245, 180, 130)),
            ),
        ),
    ),
)

VILLA_30 = BuildingData(
    "fourth-villa",
    "The fourth villa",
    text("""
    The house with the elbow, renewed last of the four. Its short wing closes the court, and the pergola in
    the corner is where lunch moves to in May.
    """),
    None,
    (
        FloorData(
            "fourth-villa-ground",
            0,
            "Ground floor",
            740,
            400,
            (ELBOW,),
            (
                d0("D1", "unit", "Workshop D1", box(30, 25, 220, 140)),
                d0("D2", "unit", "Workshop D2", box(250, 25, 210, 140), "Wide door to the court."),
                d0(
                    "D3",
                    "unit",
                    "Workshop D3",
                    box(460, 25, 250, 140),
                    "New drains and floor by resolution; asked for once they are done.",
                    conditions=(CLOSED, ("made_safe", "2018-06-01"), ("under_works", -50)),
                ),
                d0("DC", "area", "Corridor", box(30, 165, 680, 35)),
                d0("D4", "unit", "Shop and store D4", box(30, 200, 200, 175), "Cool, to the kitchen garden."),
                d0(
                    "D5",
                    "room",
                    "Making room",
                    box(230, 200, 170, 175),
                    "The common machines for small runs and first tries.",
                    features="Three benches, extraction; the machines are booked one by one.",
                ),
                d0(
                    "D5L",
                    "machine",
                    "Laser cutter",
                    box(245, 320, 70, 40),
                    "80 W, bed of 900 × 600 mm; wood, card, leather, acrylic.",
                    features="Half a day of induction with Giochi di Sponda; never leave it alone.",
                ),
                d0(
                    "D5P",
                    "machine",
                    "Large printer",
                    box(330, 325, 55, 35),
                    "Prints 111 cm wide, eight inks.",
                    features="Paper by the metre, price list on the lid.",
                ),
                d0(
                    "D6",
                    "area",
                    "Pergola",
                    box(420, 220, 270, 140),
                    "Vines, four tables, a tap. Outside the walls, in the elbow of the house.",
                    features="Seats 32.",
                ),
            ),
        ),
        FloorData(
            "fourth-villa-first",
            1,
            "First floor",
            740,
            400,
            (ELBOW,),
            (
                d0(
                    "D11",
                    "unit",
                    "Studio D11",
                    box(30, 25, 180, 140),
                    "Sink, extraction, goods lift beside it.",
                ),
                d0("D12", "unit", "Studio D12", box(210, 25, 190, 140)),
                d0("D13", "unit", "Studio D13", box(400, 25, 310, 140), "Box in a box: a studio for sound."),
                d0("DL", "area", "Upper corridor", box(30, 165, 680, 35)),
                d0("D14", "unit", "Classroom D14", box(30, 200, 370, 175)),
            ),
        ),
    ),
)
