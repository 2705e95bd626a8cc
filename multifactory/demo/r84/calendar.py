"""R84: events and bookings around the day of loading. All invented."""

from decimal import Decimal

from multifactory.demo.data import BookingData, EventData, text

HOUR = Decimal(1)

EVENTS = (
    EventData(
        "Season opening in the court",
        "Teatro delle Nebbie opens its season outdoors, with blankets.",
        text("""
        *The Night Shift*, told by those who worked it. One hour and a quarter, then soup from the kitchen. If
        it rains we move to the meeting hall, and everybody sits closer.
        """),
        -44,
        "20:30",
        HOUR * 3,
        ("Teatro delle Nebbie", "Forno di Levante"),
        space="Y3",
        capacity=160,
        registrations=148,
    ),
    EventData(
        "Repair café",
        "Bring what is broken; leave with it mended, or knowing why not.",
        text("""
        Bikes, lamps, toasters, trousers. One object each, and you stay beside it: that is the rule. Coffee by
        whoever had the last coffee machine repaired.
        """),
        -22,
        "14:30",
        HOUR * 4,
        ("Officina Mincio", "Rimettere", "Sartoria Isabella"),
        space="C1",
        capacity=40,
        registrations=40,
    ),
    EventData(
        "Walk with the map of the ground",
        "Where one may dig, where never, and how water moves under the villas.",
        "With the surveyors of Acqua Chiara and the map beside the spades. Two kilometres, boots advised.",
        -15,
        "10:00",
        HOUR * 2,
        ("Acqua Chiara Rilievi", "Orto Nono"),
        place="Meeting point at the gate",
        capacity=25,
        registrations=19,
    ),
    EventData(
        "Ordinary assembly",
        "Accounts to date, the loft, energy from the roofs.",
        "Agenda and papers are on the pages of decisions. Quaderno draws.",
        -8,
        "18:30",
        HOUR * 3,
        (),
        space="C1",
        visibility="internal",
        registrations=27,
    ),
    EventData(
        "At the bench: the cello that came by bus",
        "A half-size cello opened, closed and played again.",
        text("""
        Anna and Carla show a repair from the first crack to the first note. Twelve places, because the room
        is small and the glue does not wait. Children welcome from eight years on.
        """),
        5,
        "17:00",
        HOUR * 2,
        ("Bottega Lanari",),
        space="A1",
        capacity=12,
        registrations=9,
    ),
    EventData(
        "Open workshops: see how it is made",
        "All six buildings open; twenty-two companies show one gesture each.",
        text("""
        Start at the gate, take the folded map, follow the numbers painted on the ground. At each door
        somebody makes one thing in ten minutes and tells you how they learned it.

        - **10:00** bread out of the second oven
        - **11:30** iron, with the gate open
        - **14:00** lead type: set your own name
        - **16:00** the kiln is opened
        """),
        12,
        "10:00",
        HOUR * 8,
        (),
        place="All six buildings",
        capacity=300,
        registrations=118,
    ),
    EventData(
        "Repair café, with winter tyres",
        "Bikes first this month: lights, brakes, tyres for frost.",
        "The usual rule: you stay beside what you bring. Lights are checked for free by Fratelli Zanca.",
        19,
        "14:30",
        HOUR * 4,
        ("Officina Mincio", "Rimettere", "Fratelli Zanca"),
        space="C1",
        capacity=40,
        registrations=31,
    ),
    EventData(
        "What do we do with the roofs?",
        "Public evening on the energy community, with the municipality and the neighbours.",
        text("""
        Forty families and a school could share what our roofs make. An engineer explains in twenty minutes,
        then questions; whoever asks the shortest ones goes first.
        """),
        26,
        "20:45",
        HOUR * 2,
        (),
        space="C1",
        capacity=80,
        registrations=34,
    ),
    EventData(
        "Dyeing with walnut husks",
        "A day in fifty litres of brown.",
        "Bring 200 g of wool or an old white shirt. Aprons are here; your shoes are your own affair.",
        33,
        "09:30",
        HOUR * 6,
        ("Tinta Madre", "Orditura"),
        space="A14",
        capacity=8,
        registrations=8,
    ),
    EventData(
        "Long-table lunch",
        "The monthly lunch of all companies; cooks are drawn by lot.",
        "This time the lot fell on Micron, Studio Soglia and La Camera Buia. Prayers are accepted.",
        3,
        "12:45",
        HOUR * 2,
        (),
        space="AK",
        visibility="internal",
        capacity=60,
        registrations=41,
    ),
    EventData(
        "Concert between the planks",
        "Strings in the warehouse, recorded live.",
        "Put off: the quartet's viola has the flu. A new date will be on this page.",
        8,
        "21:00",
        HOUR * 2,
        ("Studio Virgilio", "Legno Vivo", "Bottega Lanari"),
        space="E4",
        state="cancelled",
        capacity=90,
        registrations=52,
    ),
    EventData(
        "Market of the court",
        "Makers of three multifactories and the farms around.",
        "Stalls for twelve of ours and ten guests. Text to be finished when the guests have answered.",
        61,
        "09:00",
        HOUR * 9,
        (),
        space="Y3",
        state="draft",
    ),
)

BOOKINGS = (
    BookingData("B5K", "Vetro e Piombo", -6, "18:00", HOUR * 14, "Fusing, slow cooling"),
    BookingData("C2", "Scuola Bottega", -4, "18:30", HOUR * 3, "Bookkeeping, second evening"),
    BookingData("AK", "Parola per Parola", -3, "12:30", HOUR * 2, "Book launch with lunch"),
    BookingData("D5L", "Giochi di Sponda", -2, "09:00", HOUR * 4, "Fifty boards of Sponda"),
    BookingData("B5K", "Terracruda", -1, "20:00", HOUR * 12, "Glaze firing"),
    BookingData("C3", "Teatro delle Nebbie", 0, "10:00", HOUR * 3, "Movement rehearsal"),
    BookingData("C2", "Studio Soglia", 0, "14:00", Decimal("1.5"), "Group"),
    BookingData("C16", "Voci Vicine", 0, "09:15", Decimal("1.75"), "Interpreting by video, court of Verona"),
    BookingData("D5L", "Luce di Riva", 0, "14:00", HOUR * 2, "Diffusers, first try"),
    BookingData("E4F", "Legno Vivo", 0, "07:30", HOUR, "Poplar arrives"),
    BookingData("F11", "Teatro delle Nebbie", 0, "16:00", HOUR * 18, "Set designer from Bologna"),
    BookingData("AK", "Nutrire", 1, "10:00", HOUR * 3, "Cooking with a canteen"),
    BookingData("C1", "Ghiaccio Bollente", 1, "20:30", HOUR * 3, "First screening for those filmed"),
    BookingData("D5L", "Officina Mincio", 1, "08:30", Decimal("1.5"), "Templates for racks"),
    BookingData("E4", "Officina Mincio", 1, "09:00", HOUR * 2, "Tubes unloaded"),
    BookingData("D5P", "Studio Argine", 2, "11:00", HOUR, "Sections of the loft, 1:20"),
    BookingData("C16", "Bottega Lanari", 2, "15:00", HOUR, "Call with a collector in Lyon"),
    BookingData("B5K", "Terracruda", 2, "19:00", HOUR * 13, "Restaurant plates"),
    BookingData("AK", "Bottega Lanari", 4, "19:00", HOUR * 3, "Supper with the quartet"),
    BookingData("F12", "Quaderno", 4, "16:00", HOUR * 18, "A publisher from Leipzig"),
    BookingData("C3", "Scuola Bottega", 7, "18:30", HOUR * 3, "Italian for work"),
    BookingData("Y3", "Orto Nono", 10, "08:00", HOUR * 5, "Seed exchange"),
)
