"""R84: how villas, warehouse and guest house came back to life, and what each space offers. All invented."""

from multifactory.demo.data import AmenityData as Offers
from multifactory.demo.data import WorksData, text

VILLA_27 = ("A1", "A2", "A3", "A4", "A5", "AC", "AK", "A11", "A12", "A13", "A14", "A15", "A16", "AL")
COMMON_HOUSE = ("C2", "C3", "C4", "CC", "C5", "C6")

WORKS = (
    WorksData(
        "Villa 27: the first house",
        (*VILLA_27, "B1", "B2", "B3", "BC", "B4", "B5", "B6"),
        "2016-11-01",
        "2017-03-02",
        text("""
        Before there was an association there was a key, lent on a handshake. Twenty-six people cleared three
        years of leaves, pigeons and old files out of villa 27 and out of the ground floor next door, changed
        the fuses and painted what could be painted.

        - 61 loads to the tip, none of them paid for;
        - the corridor tiles washed with vinegar, and kept;
        - one boiler for two houses, second-hand.

        On **2 March 2017** the keys were handed out at the long table, which was a door on two trestles.
        """),
        2140,
        28400,
        ("bench 3 tall flat oxide", "kitchen 3 wide flat moss"),
        helpers=("Bottega Lanari", "Carta Straccia", "Legno Vivo", "Sartoria Isabella", "Nodo"),
    ),
    WorksData(
        "Upstairs in villa 28",
        ("B11", "B12", "B13", "BL", "B14", "B15", "B16"),
        "2017-05-08",
        "2017-10-01",
        text("""
        Seven rooms above the bread oven. The floor was sound, the roof was not: a third of the tiles came
        down and went up again, with wood fibre under them. The heat of the oven is led up through the old
        flue, and from November to March the studios hardly need any other.
        """),
        1060,
        31750,
        ("desks 3 tall flat steel",),
        company="Tappezzeria Bonatti",
        helpers=("Forno di Levante", "Legno Vivo", "Studio Argine"),
    ),
    WorksData(
        "The warehouse, for what is heavy and loud",
        ("E1", "E2", "E3", "E4", "E5"),
        "2017-11-06",
        "2018-03-01",
        text("""
        A concrete floor for machines, three-phase power in every bay, gates that close. The dust of the saws
        goes out through one duct to a filter in the yard, so that neighbours hang out their washing again.
        """),
        780,
        46900,
        ("machines 5 tall pitched oxide",),
        company="Legno Vivo",
        helpers=("Tappezzeria Bonatti", "Micron"),
    ),
    WorksData(
        "Villa 29, the common house",
        COMMON_HOUSE,
        "2018-01-15",
        "2018-05-01",
        text("""
        Two flats became one meeting hall. The wall between them carried the floor above: it is a steel frame
        now, and a folding wall hangs in it. The floor of the east half is sprung, because the theatre asked
        first and paid the difference.
        """),
        940,
        39200,
        ("table 4 tall flat moss", "stage 2 tall flat oxide"),
        company="Studio Argine",
        helpers=("Teatro delle Nebbie", "Legno Vivo", "Fratelli Zanca"),
    ),
    WorksData(
        "Villa 29, upper floor",
        ("C11", "C12", "C13", "CL", "C14", "C15", "C16", "C17"),
        "2018-05-14",
        "2018-10-01",
        text("""
        Walls of clay on reed for quiet, made in four weekend courses: forty-four people learned it, and the
        wall paid for itself. A room without a use was left over and became the quiet room.
        """),
        1310,
        27300,
        ("desks 4 wide flat oxide",),
        company="Fratelli Zanca",
        helpers=("Scuola Bottega", "Rimettere", "Studio Argine"),
    ),
    WorksData(
        "Store C7, renewed by the theatre",
        ("C7",),
        "2018-05-01",
        "2019-01-15",
        text("""
        The Teatro delle Nebbie took the worst room of the house in exchange for restoring it, between two
        productions. The set of the first was built from the boards of the old floor.
        """),
        420,
        3900,
        ("bench 2 wide flat steel",),
        company="Teatro delle Nebbie",
        helpers=("Ferro Battente",),
    ),
    WorksData(
        "The fourth villa",
        ("D1", "D2", "DC", "D4", "D5", "D11", "D12", "D13", "DL", "D14"),
        "2018-11-05",
        "2019-04-01",
        text("""
        The house with the elbow came last of the four. New stairs, a goods lift of 500 kg from a hotel that
        closed, a classroom for twenty-four. D3 stayed as it was: water stood under its floor.
        """),
        1580,
        52600,
        ("table 3 arch flat steel",),
        company="Fratelli Zanca",
        helpers=("Legno Vivo", "Ferro Battente", "Studio Pagliari", "Officina Mincio"),
    ),
    WorksData(
        "The guest house",
        ("F1", "F2", "FC", "F3", "F4", "F11", "F12", "F13", "FL", "F14", "F15"),
        "2020-06-15",
        "2021-02-01",
        text("""
        In the summer in which nobody travelled we made beds. Practices below, rooms for guests above, a cold
        room in the corner for what ferments. The first guest slept here on 6 February 2021 and repaired the
        tap.
        """),
        1190,
        61800,
        ("beds 2 arch flat steel",),
        company="Studio Soglia",
        helpers=("Nutrire", "Valdaro Fermenti", "Fratelli Zanca", "Orto Nono"),
    ),
    WorksData(
        "D3: drains, floor and a wide door",
        ("D3",),
        -50,
        None,
        text("""
        The last room on a ground floor that nobody could use. Drains hang under the ceiling of the old duct,
        so nobody digs; the floor lies on air. Next comes the door of 160 cm.
        """),
        196,
        11240,
        ("machines 3 wide flat moss",),
        company="Studio Argine",
        helpers=("Fratelli Zanca", "Legno Vivo"),
        resolution="d3",
    ),
    WorksData(
        "The roof above F14, after the hail",
        ("F14",),
        -24,
        30,
        text("""
        Eleven minutes of hail in one night broke 340 tiles. The insurance pays the tiles; the hours on the
        ladder are ours.
        """),
        64,
        None,
        (),
        company="Fratelli Zanca",
    ),
)

OFFERS = {
    "A1": Offers("step-free"),
    "A2": Offers("three-phase loading step-free"),
    "A3": Offers("water step-free"),
    "A4": Offers("three-phase step-free"),
    "A5": Offers("three-phase step-free"),
    "AK": Offers("water step-free", people=20, look="kitchen 3 tall flat oxide"),
    "A14": Offers("water"),
    "B1": Offers("loading step-free"),
    "B3": Offers("loading step-free"),
    "B4": Offers("three-phase extraction loading water noise step-free"),
    "B5": Offers("three-phase extraction step-free", people=4),
    "B6": Offers("three-phase water step-free"),
    "B16": Offers("three-phase noise"),
    "C1": Offers("step-free", people=80, look="table 5 tall flat steel"),
    "C2": Offers("step-free", people=35),
    "C3": Offers("step-free", people=35, look="stage 3 tall flat steel"),
    "C4": Offers("three-phase noise step-free", people=40),
    "C5": Offers("step-free"),
    "C6": Offers("step-free"),
    "C7": Offers("loading step-free"),
    "C16": Offers(people=3),
    "C17": Offers("water"),
    "D1": Offers("three-phase loading noise step-free"),
    "D2": Offers("loading step-free"),
    "D3": Offers("three-phase loading water step-free"),
    "D4": Offers("water loading step-free"),
    "D5": Offers("three-phase extraction step-free", people=8, look="machines 3 tall flat steel"),
    "D6": Offers("water step-free", people=32, use="outdoor"),
    "D11": Offers("extraction water"),
    "D13": Offers("noise"),
    "D14": Offers(people=24, look="desks 3 tall flat moss"),
    "E1": Offers("three-phase extraction loading noise step-free", look="bench 4 wide pitched oxide"),
    "E2": Offers("three-phase loading noise step-free"),
    "E3": Offers("three-phase extraction loading water noise step-free"),
    "E4": Offers("loading step-free"),
    "E5": Offers("three-phase loading noise step-free"),
    "F2": Offers("water step-free", people=18),
    "F4": Offers("three-phase water step-free"),
    "F11": Offers("water", people=2, use="residence", look="beds 1 tall flat steel"),
    "F12": Offers("water", people=3, use="residence", look="beds 2 tall flat moss"),
    "F15": Offers(people=10),
    "Y1": Offers("water step-free", use="outdoor"),
    "Y2": Offers("step-free", use="outdoor"),
    "Y3": Offers("three-phase loading step-free", people=400, use="outdoor"),
    "Y4": Offers("water step-free", use="outdoor"),
    "Y5": Offers("loading noise step-free", use="outdoor"),
}
