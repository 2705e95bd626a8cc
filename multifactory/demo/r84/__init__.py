"""R84, Mantua: forty companies in the houses of a refinery's workers.

The story of the place is real (sources: r84.it, multifactory.eu, Bergamonews 2018); companies, people,
plans and decisions are invented.
"""

from datetime import date

from multifactory.demo.data import Case, text
from multifactory.demo.r84.allocations import ALLOCATIONS
from multifactory.demo.r84.calendar import BOOKINGS, EVENTS
from multifactory.demo.r84.companies import COMPANIES
from multifactory.demo.r84.decisions import PROPOSALS
from multifactory.demo.r84.followed import SUSPENSIONS
from multifactory.demo.r84.profiles import PROFILES
from multifactory.demo.r84.renewal import OFFERS, WORKS
from multifactory.demo.r84.spaces import BUILDINGS
from multifactory.demo.r84.units import REQUESTS, RESHAPINGS

CASE = Case(
    slug="r84",
    name="R84 Multifactory",
    tagline="Mantua, in the former refinery workers’ houses",
    welcome="Forty companies, six buildings, one vote each.",
    lede=(
        "Workshops, studios and small factories in the houses and stores the refinery left behind. "
        "Everyone runs their own business; what is common, we decide together."
    ),
    story=text("""
    ## The refinery

    The refinery of Mantua began to work in 1953, the first of the Po plain, and for sixty years most families
    of the city had somebody inside. Beside it stood the *ville ICIP*: houses, stores and workshops for the
    people of the plant. In December 2013 its owner decided to stop refining; two months later the plant was
    shut, and only the logistics hub went on.

    ## The association

    The owner looked for new uses of the empty buildings. Two years of talks followed, with the municipality,
    the region, ministries, unions and the environmental agency at the table. In June 2016 a call went out for
    the first companies. They wrote the statute together: the association was founded on **31 January 2017**,
    the contract signed on 21 February, the keys handed out on **2 March**. R is for *raffineria*; 84 is 27 +
    28 + 29, the numbers of three of the houses.

    ## The place

    Six buildings: four houses of two floors where workers lived, a small warehouse, and a guest house in the
    quarter next door. With garden and parking they cover about **8,500 m²**. About forty companies,
    craftspeople, artists and professionals work there. With neighbours and schools the community has also
    planted a wood of more than five hundred trees, the *bosco post-industriale*.

    ## What is real here

    The place, the dates and the numbers above are those of the real R84. **The companies, people, plans,
    decisions and events in this sample are invented**, and any likeness is chance.
    """),
    address="Ville ICIP, 46100 Mantova MN",
    email="r84@example.org",
    founded=date(2017, 1, 31),
    buildings=BUILDINGS,
    companies=COMPANIES,
    profiles=PROFILES,
    allocations=ALLOCATIONS,
    works=WORKS,
    offers=OFFERS,
    proposals=PROPOSALS,
    events=EVENTS,
    bookings=BOOKINGS,
    suspensions=SUSPENSIONS,
    reshapings=RESHAPINGS,
    requests=REQUESTS,
)
