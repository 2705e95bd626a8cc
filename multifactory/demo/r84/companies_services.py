"""R84: food, small manufacture and services, and two companies that have left. All invented."""

from multifactory.demo.data import CompanyData, text

REP, COL = "representative", "collaborator"

ORTO = CompanyData(
    "Orto Nono",
    "Vegetables, flour and eggs from the next field",
    "farming",
    "food",
    "none",
    2014,
    "2019-04-01",
    (("Nicola Ghidini", REP), ("Rosa Ghidini", COL)),
    (
        ("Weekly crate", "What is ripe, Tuesday and Friday, by bike within 6 km"),
        ("Mantuan pumpkins", "From September until they are finished"),
        ("Flour", "Three old wheats, stone-milled each week"),
    ),
    text("""
    Nine was the number of the plot in the land register, and nobody had a better name. Nicola Ghidini grows
    on four hectares upwind of the refinery, with a soil test every year framed beside the till; his sister
    Rosa sells.

    D4 is their cool store and shop, open three mornings. Crates leave on Navetta's bikes, the flour crosses
    the court to Forno di Levante in sacks of twenty-five, and what does not sell by Friday at noon is in the
    common kitchen by half past. The raised beds behind the villas were their idea: clean earth brought in,
    because the ground here has a past and should be left to rest. They lend seeds and take seeds back.
    """),
)
FORNO = CompanyData(
    "Forno di Levante",
    "Bread with sourdough, baked before dawn",
    "food",
    "food",
    "registered",
    2017,
    "2017-06-01",
    (("Hamid Karimi", REP), ("Laura Prandi", COL)),
    (
        ("Two-kilo loaf", "Keeps five days; sold by weight"),
        ("Sbrisolona", "With almonds from Toritto and flour from Orto Nono"),
        ("Flat bread", "Fridays only, with sesame, until eleven"),
    ),
    text("""
    Hamid Karimi arrived in Mantua from Herat at nineteen and learned Italian at four in the morning, in other
    people's bakeries. Laura Prandi was the customer who asked why there was no dark bread. In 2017 they
    signed for B4 when it was still three kitchens and a bathroom.

    The oven takes ninety loaves. It is lit at one and is quiet by nine; its heat goes through a duct that
    Fratelli Zanca built to the studios above, which pay for it in coffee. The starter has a name that is
    known only to staff. Fridays there is flat bread as Hamid's mother made it, and the queue reaches the
    stairs. Two restaurants, three schools and most of the people in this directory eat their bread.
    """),
)
LUCE = CompanyData(
    "Luce di Riva",
    "Lamps assembled so that every part can be replaced",
    "electronics",
    "manufacture",
    "registered",
    2018,
    "2022-09-01",
    (("Stefano Riva", REP), ("Olena Kovalenko", COL), ("Matteo Furlan", COL)),
    (
        ("Riva table lamp", "Seven parts, two screws, spare parts for thirty years"),
        ("Small lots", "Assembly of 50 to 500 pieces for other makers"),
    ),
    text("""
    Stefano Riva left a large lighting firm after drawing his fourth lamp that could not be opened. His own
    comes apart with one coin. Shades are turned by Micron or thrown by Terracruda, bases are poplar, cables
    are cloth; Olena Kovalenko runs the assembly bench, where a lamp takes nineteen minutes and is signed
    underneath.

    A third of the year goes to small lots for others: sensors, bicycle lights, once four hundred musical
    doorbells. The long room A3 was two flats and then a photolithography shop; its dark end, without windows,
    turned out to be perfect for measuring light. Customers may send back any lamp, working or not, and get a
    tenth of the price of the next one; the old ones hang in the corridor and still work.
    """),
)
MICRON = CompanyData(
    "Micron",
    "Small turned parts in brass, steel and ebony",
    "mechanics",
    "manufacture",
    "registered",
    1996,
    "2018-01-08",
    (("Ennio Franzini", REP), ("Alessia Franzini", COL)),
    (
        ("Parts to drawing", "From 0.8 to 42 mm, from one piece to five thousand"),
        ("Pegs and buttons for strings", "Ebony and box, for luthiers in four regions"),
    ),
    text("""
    Ennio Franzini turned parts for valves of the refinery itself, two kilometres from where he works now.
    When it closed he had three lathes, no orders and a daughter with a degree in languages. Alessia wrote to
    luthiers in French and German; today pegs and end buttons are half of the turnover.

    The lathes stand upstairs because the beam was tested and the view is better. They run by day only, on
    rubber feet cut by Passo Lento, and stop at one o'clock sharp. Anybody with a broken thread or a lost
    screw may knock: the drawer of odd screws is sorted by nationality.
    """),
)
ZANCA = CompanyData(
    "Fratelli Zanca",
    "Wiring, heating and small plant for old houses",
    "construction",
    "services",
    "registered",
    2001,
    "2018-03-01",
    (("Massimo Zanca", REP), ("Roberto Zanca", COL), ("Kevin Mensah", COL)),
    (
        ("Electrical systems", "New and to standard, with a drawing you can read"),
        ("Heat recovery", "From ovens, kilns and cold rooms"),
    ),
    text("""
    Two brothers who speak to each other mainly through Kevin Mensah. They rewired four of the six buildings,
    and know which switch in the corridor still does nothing. Every company gets a drawing of its own
    circuits, laminated; the copy in the meter room has a coffee ring for each change.
    """),
)
NODO = CompanyData(
    "Nodo",
    "Software for farms, dairies and drainage boards",
    "digital",
    "services",
    "none",
    2015,
    "2017-03-02",
    (("Emanuele Vezzani", REP), ("Sofia Cattaneo", COL), ("Dario Pini", COL)),
    (
        ("Canal levels", "Readings, alarms and forecasts for drainage boards"),
        ("Milk ledger", "Deliveries and quality, also without a signal"),
    ),
    text("""
    Their programs run in places where the network is a rumour: stables, pumping stations, the cab of a
    tractor. Emanuele Vezzani tests each release from the worst corner of the car park. They also look after
    the building's network, in exchange for being the first to be told when it is down.
    """),
)
NUTRIRE = CompanyData(
    "Nutrire",
    "Nutrition for families, canteens and night shifts",
    "health",
    "services",
    "none",
    2015,
    "2017-10-01",
    (("Alice Benatti", REP),),
    (("Canteen menus", "With the cook, on the real budget"),),
    text("""
    Alice Benatti is a biologist who begins with the shopping receipt. She writes menus for school canteens
    and for people who eat lunch at three in the morning. She moved to the guest house in 2021 so that nobody
    in the waiting room has to hear the bread slicer, which she admits was a form of temptation.
    """),
)
SOGLIA = CompanyData(
    "Studio Soglia",
    "Psychology practice for adults and teenagers",
    "health",
    "services",
    "none",
    2016,
    "2018-10-01",
    (("Daniela Righi", REP), ("Tommaso Gelati", COL)),
    (("Sessions by appointment", "In Italian, English and sign language"),),
    text("""
    Daniela Righi and Tommaso Gelati asked for three things: a second door, a thick wall, and no name on the
    gate. The guest house gave all three. Once a quarter they offer the members a free evening on the things
    that break partnerships: money, holidays, who answers the e-mail.
    """),
)
RIMETTERE = CompanyData(
    "Rimettere",
    "Repairs small appliances, radios and the odd accordion",
    "repair",
    "services",
    "registered",
    2016,
    "2018-05-02",
    (("Gianluca Savi", REP),),
    (
        ("Repair with an estimate", "Ten euros to look; nothing if it cannot be mended"),
        ("Spare parts printed", "Knobs, feet and gears no longer sold"),
    ),
    text("""
    Behind Gianluca Savi stand four hundred drawers of parts, sorted by the noise they used to make. Coffee
    machines come first because their owners suffer most. He keeps a list, by make, of what breaks and when,
    and reads it aloud at the repair café with Officina Mincio to anyone about to buy a new one.
    """),
)
NAVETTA = CompanyData(
    "Navetta",
    "Deliveries by cargo bike within the city",
    "logistics",
    "services",
    "none",
    2019,
    "2020-06-01",
    (("Yusuf Demir", REP), ("Claudia Lanzoni", COL)),
    (("Same-day rounds", "10:00 and 16:00, crates up to 60 kg"),),
    text("""
    A cooperative of seven riders born in the spring of 2020, when the city stood still and someone had to
    bring the shopping. Yusuf Demir draws the rounds the evening before, on paper, with the wind in mind.
    Bread at seven, crates at ten, parcels at four; on days of fog each bike carries a bell from the forge.
    """),
)
SCUOLA = CompanyData(
    "Scuola Bottega",
    "Evening courses taught by people who do the job",
    "education",
    "services",
    "none",
    2014,
    "2017-03-02",
    (("Monica Araldi", REP), ("Enrico Sissa", COL)),
    (
        ("Evening courses", "Joinery, bread, bookkeeping, Italian for work"),
        ("School visits", "Half a day, three workshops, one thing made"),
    ),
    text("""
    No course without something to take home, says Monica Araldi, and that includes bookkeeping: last year's
    class left with their own tax return. Half the teachers are neighbours. The classroom above the making
    room seats twenty-four, and its tables were built by the first class of joinery, which one can tell.
    """),
)
VALDARO = CompanyData(
    "Valdaro Fermenti",
    "Pickles, miso and vinegars from vegetables of the plain",
    "food",
    "food",
    "registered",
    2018,
    "2019-05-06",
    (("Giada Mori", REP), ("Kenji Tanaka", COL)),
    (
        ("Pumpkin miso", "Eighteen months, sold out by March"),
        ("Melon-rind pickles", "From Viadana, August only"),
    ),
    text("""
    Giada Mori studied food chemistry in Parma; Kenji Tanaka came to install a machine and stayed for the
    pumpkins. They buy what Orto Nono cannot sell because it is ugly. After two years above the making room,
    where the smell of August became a point on the agenda, they moved to a laboratory with a cold room in the
    guest house.
    """),
)
ERBARIO = CompanyData(
    "Erbario Sordello",
    "Herbal teas, bitters and soap from wild plants",
    "farming",
    "food",
    "self_declared",
    2018,
    "2021-03-15",
    (("Noemi Beltrami", REP),),
    (
        ("Teas for the seasons", "Four blends, picked within twelve kilometres"),
        ("Bitters", "Gentian, elder, hop; made with Valdaro Fermenti"),
    ),
    text("""
    Noemi Beltrami picks before nine and dries in the dark. She knows each canal by its mint. The walks she
    leads in May end in the common kitchen with a soup of nettles, and the sceptics are given the first bowl.
    Her labels carry the place and the day of picking in place of promises.
    """),
)
VOCI = CompanyData(
    "Voci Vicine",
    "Translation, interpreting and Italian for newcomers",
    "education",
    "services",
    "none",
    2018,
    "2019-09-01",
    (("Amina Traoré", REP), ("Letizia Galvani", COL)),
    (
        ("Interpreting", "Eleven languages, in courts, hospitals and workshops"),
        ("Italian at work", "Taught in the workshop, with its tools as the words"),
    ),
    text("""
    They gave their studio back this year, since they were never in it: Amina Traoré interprets in hospitals,
    Letizia Galvani teaches Italian in building yards and bakeries. The company keeps its vote, its letterbox
    and its chair in the quiet room, and is the only one to have attended every assembly since 2019.
    """),
)
FOTOLITO = CompanyData(
    "Fotolito Bassani",
    "Photolithography and colour proofs",
    "printing",
    "craft",
    "registered",
    1984,
    "2017-03-02",
    (("Ugo Bassani", REP),),
    (("Colour proofs", "Until 2022"),),
    text("""
    Ugo Bassani came to R84 with thirty-three years of trade behind him and the plan to do five more. He did
    exactly that, left his light table to the picture-book people and his proofs to the archive, and retired
    in 2022. His name is still on the coffee tin.
    """),
    left="2022-07-01",
)
PONTE = CompanyData(
    "Agenzia Ponte",
    "Travel on foot and by boat between the lakes",
    "education",
    "services",
    "none",
    2015,
    "2017-10-01",
    (("Serena Vitali", REP),),
    (("Walking weeks", "Until 2020"),),
    text("""
    Serena Vitali led walkers from the lakes of Mantua to the mouth of the Po. The spring of 2020 emptied her
    calendar; she closed at the end of that year, helped the others to fill in the relief forms first, and now
    keeps the archive of the drainage board.
    """),
    left="2021-01-01",
)

SERVICES = (
    ORTO,
    FORNO,
    LUCE,
    MICRON,
    ZANCA,
    NODO,
    NUTRIRE,
    SOGLIA,
    RIMETTERE,
    NAVETTA,
    SCUOLA,
    VALDARO,
    ERBARIO,
    VOCI,
)
FORMER = (FOTOLITO, PONTE)
