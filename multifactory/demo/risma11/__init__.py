"""Risma11, Alzano Lombardo: sixteen companies in the former bindery of a paper mill.

The story of the place is real (sources: Italia che Cambia 2021, Bergamonews 2018, the town's page on the
mill); companies, people, plans and decisions are invented.
"""

from datetime import date
from decimal import Decimal

from multifactory.demo.data import BookingData, Case, EventData, text
from multifactory.demo.risma11.companies import COMPANIES
from multifactory.demo.risma11.decisions import PROPOSALS
from multifactory.demo.risma11.profiles import PROFILES
from multifactory.demo.risma11.renewal import OFFERS, WORKS
from multifactory.demo.risma11.spaces import ALLOCATIONS, BUILDINGS
from multifactory.demo.risma11.units import REQUESTS

HOUR = Decimal(1)

EVENTS = (
    EventData(
        "Guided walk through the unfinished parts",
        "With helmet and torch, where the third phase is at work.",
        "Studio Cordata shows what a roof hides. Closed shoes; twenty helmets, therefore twenty places.",
        -31,
        "10:00",
        HOUR * 2,
        ("Studio Cordata",),
        place="Meeting point in the yard",
        capacity=20,
        registrations=20,
    ),
    EventData(
        "Mending evening",
        "Bring a torn rucksack, of any make.",
        "Laura and Fatou show the stitch, you do it. Thread is paid by the metre.",
        -17,
        "18:00",
        HOUR * 3,
        ("Filo Alto",),
        space="W7",
        capacity=14,
        registrations=11,
    ),
    EventData(
        "Assembly of the sixteen",
        "Works, budget, the stove.",
        "Papers are with the decisions. The cheese comes from the goats.",
        -10,
        "18:30",
        HOUR * 3,
        (),
        space="MK",
        visibility="internal",
        registrations=14,
    ),
    EventData(
        "Bind your own notebook",
        "Three hours, one needle, a book that opens flat.",
        "Paper from Seconda Risma, boards from the guillotine of the old bindery. Nothing to bring.",
        6,
        "14:30",
        HOUR * 3,
        ("Legatoria Ferri", "Seconda Risma"),
        space="W1",
        capacity=10,
        registrations=7,
    ),
    EventData(
        "Down the wall",
        "A dance in the lane, seen from the gallery.",
        "Twenty-five minutes, twice. Standing only; children to the front. Beer afterwards in the yard.",
        13,
        "20:30",
        HOUR * 3,
        ("Danza Verticale", "Birra Sottoripa"),
        space="MG",
        capacity=90,
        registrations=63,
    ),
    EventData(
        "Open door for companies that look for a space",
        "What is free, what will be, what it costs, how we decide.",
        "A walk of an hour, then questions at the long table. T9 and T10 are free at once.",
        20,
        "17:30",
        HOUR * 2,
        (),
        space="MK",
        capacity=36,
        registrations=12,
    ),
    EventData(
        "Winter market",
        "Paper, clay, wood, drums and beer.",
        "List of stalls still to come.",
        34,
        "10:00",
        HOUR * 8,
        (),
        space="WY",
        state="draft",
    ),
)

BOOKINGS = (
    BookingData("MMG", "Seconda Risma", -2, "09:00", HOUR * 2, "Offcuts of the week"),
    BookingData("WFB", "Pelli e Legni", -1, "14:00", HOUR * 3, "Six hoops, red"),
    BookingData("MH1", "Danza Verticale", 0, "09:00", HOUR * 3, "Floor work"),
    BookingData("MH2", "Nido Lungo", 0, "14:30", HOUR * 4, "Afternoon, rain plan"),
    BookingData("TM", "Grafica Serio", 0, "11:00", Decimal("1.5"), "Hospital of the valley"),
    BookingData("MF", "Filo Alto", 1, "09:30", HOUR * 3, "Spring catalogue"),
    BookingData("MML", "Grafica Serio", 1, "14:00", HOUR * 2, "Letters in plywood"),
    BookingData("WFB", "Falegnameria Lesina", 2, "08:00", HOUR * 5, "Stair, second coat"),
    BookingData("MH", "Aria di Valle", 5, "20:30", HOUR * 2, "What the valley breathes"),
    BookingData("WLH", "Legatoria Ferri", 3, "10:00", HOUR, "Paper for the library"),
)

CASE = Case(
    slug="risma11",
    name="Risma11 Multifactory",
    tagline="Alzano Lombardo, in a wing of the old paper mill",
    welcome="Where notebooks were bound, sixteen companies work.",
    lede=(
        "Workshops below, a common floor in the middle, offices on top. "
        "The old bindery of the paper mill is renewed in phases, by those who work in it."
    ),
    story=text("""
    ## The mill

    Paper has been made beside the *roggia* Morlana for centuries. The Paolo Pigna works grew there from the
    second half of the nineteenth century and filled the desks of Italy with notebooks. When production moved
    out of the old buildings they stood empty: about **40,000 m²**, today known as Spazio Fase, brought back
    to use one part at a time.

    ## The association

    In October 2018 a multifactory opened its doors for a first visit in the building where notebooks had been
    bound, empty for some ten years. The association was born in **2019**. A *risma* is a ream, five hundred
    sheets; eleven were those who began.

    ## The place

    Crafts work below, the common rooms are on the mezzanine, offices on top. Only a small part of the mill is
    in use by the community, and not all of that is ready: the building is renewed in phases.

    ## What is real here

    The mill, the dates and the use of the floors are those of the real Risma11. **The companies, people,
    plans, decisions and events in this sample are invented**, and any likeness is chance.
    """),
    address="Former Paolo Pigna paper mill, via Daniele Pesenti, 24022 Alzano Lombardo BG",
    email="risma11@example.org",
    founded=date(2019, 1, 1),  # sources give the year alone
    buildings=BUILDINGS,
    companies=COMPANIES,
    profiles=PROFILES,
    allocations=ALLOCATIONS,
    works=WORKS,
    offers=OFFERS,
    proposals=PROPOSALS,
    events=EVENTS,
    bookings=BOOKINGS,
    requests=REQUESTS,
)
