"""Infatti9, Biassono: nine companies that work side by side and go home on time.

The story of the place is real (sources: Il Cittadino MB 2021, Il Giorno 2021); companies, people, plans
and decisions are invented.
"""

from datetime import date
from decimal import Decimal

from multifactory.demo.data import BookingData, Case, EventData, text
from multifactory.demo.infatti9.companies import COMPANIES
from multifactory.demo.infatti9.decisions import PROPOSALS
from multifactory.demo.infatti9.profiles import PROFILES
from multifactory.demo.infatti9.renewal import OFFERS, WORKS
from multifactory.demo.infatti9.spaces import ALLOCATIONS, BUILDINGS
from multifactory.demo.infatti9.units import REQUESTS, RESHAPINGS

HOUR = Decimal(1)

EVENTS = (
    EventData(
        "Swap of winter coats",
        "Bring what was outgrown, take what fits next.",
        "From sizes 80 to 164. What is left goes to the parish. Maglia Piana mends elbows while you look.",
        -27,
        "15:00",
        HOUR * 3,
        ("Maglia Piana", "Ruota Lenta"),
        space="N1",
        registrations=33,
    ),
    EventData(
        "Assembly, with supper for the children",
        "Summer weeks, the crane in winter, the roof of P4.",
        "Begins at half past four and ends at six, whatever is on the agenda.",
        -9,
        "16:30",
        Decimal("1.5"),
        (),
        space="N4",
        visibility="internal",
        registrations=9,
    ),
    EventData(
        "A thousand folds",
        "An afternoon at the longest table: paper lamps for the dark months.",
        "From six years on, with or without an adult who can be taught. Paper is here.",
        7,
        "15:00",
        HOUR * 3,
        ("Piega",),
        space="U3",
        capacity=16,
        registrations=16,
    ),
    EventData(
        "Working hours that fit: an evening for firms",
        "What nine companies learned about shifts, turns and stopping at five.",
        text("""
        With figures: faults, days of illness, people who stayed. Galli Assemblaggi shows the pencil sheet.
        There is a room for your children, with supper, and it ends at 19:00.
        """),
        16,
        "17:30",
        Decimal("1.5"),
        (),
        space="N4",
        capacity=24,
        registrations=13,
    ),
    EventData(
        "Open gate",
        "Workshops and garden open to the neighbours.",
        "Prams are repaired, jumpers measured, risotto at half past twelve.",
        28,
        "10:00",
        HOUR * 6,
        (),
        place="The whole house",
        capacity=150,
        registrations=44,
    ),
    EventData(
        "Evening course on near misses",
        "Cancelled: the teacher slipped on the stairs. He is well and writing it down.",
        "A new date will follow.",
        4,
        "17:00",
        HOUR,
        ("Formica Sicura",),
        space="N4",
        state="cancelled",
        capacity=20,
        registrations=6,
    ),
)

BOOKINGS = (
    BookingData("PLC", "Galli Assemblaggi", -2, "08:30", HOUR, "A test chamber comes in"),
    BookingData("N2", "Maglia Piana", 0, "14:30", HOUR * 3, "Turn of the children's room"),
    BookingData("N3", "Lambro Grafica", 0, "11:00", HOUR, "Feeding"),
    BookingData("N1", "Cucina di Turno", 0, "12:30", Decimal("1.5"), "Lunch, turn of Cucina di Turno"),
    BookingData("N2", "Ruota Lenta", 1, "14:30", HOUR * 3, "Turn of the children's room"),
    BookingData("N1", "Prima Scala", 1, "12:30", Decimal("1.5"), "Lunch, turn of Prima Scala"),
    BookingData("N4", "Formica Sicura", 1, "09:00", HOUR * 2, "Course for a nursery"),
    BookingData("PBT", "Ruota Lenta", 2, "08:15", Decimal("0.75"), "Rims, two pallets"),
    BookingData("N5", "Piega", 5, "16:30", HOUR * 2, "Birthday, nine candles"),
)

CASE = Case(
    slug="infatti9",
    name="Infatti9 Multifactory",
    tagline="Biassono, work and the rest of life under one roof",
    welcome="Nine companies that go home on time.",
    lede=(
        "Workshops and offices around a kitchen, a children's room and a garden. "
        "Quiet hours are kept, duties are shared by heads, and everyone has one vote."
    ),
    story=text("""
    ## The nine

    In 2020, in a year that made everyone think again about work and home, nine founders in Biassono formed an
    association of companies and called it *Infatti9*. The first open call asked for small firms and crafts
    ready to share a kitchen, rooms and costs, each with a space of its own.

    ## The hall

    In spring **2021** the association found the place it wanted: about **3,000 m²** of industrial premises in
    via Trento e Trieste, out of use for some time. The first companies, from fashion to paper to graphics,
    moved in one by one. It was the first multifactory of Brianza.

    ## Work and the rest of life

    Infatti9 was born with a special attention to the balance between work and life: hours, duties and rooms
    are arranged so that a parent, a carer or a founder with a hobby can have all of them.

    ## What is real here

    The association, the year, the place and its size are those of the real Infatti9. **The companies, people,
    rooms, plans, rules and events in this sample are invented**, and any likeness is chance.
    """),
    address="Via Trento e Trieste 118, 20853 Biassono MB",
    email="infatti9@example.org",
    founded=date(2020, 1, 1),  # sources give the year alone
    buildings=BUILDINGS,
    companies=COMPANIES,
    profiles=PROFILES,
    allocations=ALLOCATIONS,
    works=WORKS,
    offers=OFFERS,
    proposals=PROPOSALS,
    events=EVENTS,
    bookings=BOOKINGS,
    reshapings=RESHAPINGS,
    requests=REQUESTS,
)
