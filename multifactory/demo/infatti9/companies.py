"""Infatti9: nine companies and one that left. All invented."""

from multifactory.demo.data import CompanyData, text

REP, COL = "representative", "collaborator"
BEGIN = "2020-10-01"

COMPANIES = (
    CompanyData(
        "Maglia Piana",
        "Jumpers knitted to the body, with no seams to unpick",
        "textiles",
        "craft",
        "registered",
        2016,
        BEGIN,
        (("Anna Ferri", REP), ("Carla Bianchi", COL), ("Rosa Villa", COL)),
        (
            ("Jumpers to measure", "Eleven numbers, two weeks, wool you have touched first"),
            ("Growing sizes", "For children: cuffs and hem are lengthened once, free"),
            ("Mending", "Any knit, visible or not"),
        ),
        text("""
        Anna Ferri worked for fashion houses that ordered on Friday for Monday. When her second child was born
        she bought two used flat-knitting machines and decided that nothing would leave before Wednesday.
        Carla Bianchi programs the machines; Rosa Villa, who is seventy-one, does the collars by hand and has
        opinions on zips.

        The workshop stops at a quarter past four, like the crane. Orders wait two weeks and customers have
        learned to like it: they get a photograph of the sheep. The children's jumpers are made to be let out,
        an idea that came from the room next to the kitchen, where the test group sits.
        """),
        website="https://magliapiana.example.org",
    ),
    CompanyData(
        "Galli Assemblaggi",
        "Small electronics assembled in shifts that suit parents",
        "electronics",
        "manufacture",
        "none",
        2014,
        BEGIN,
        (("Bruno Galli", REP), ("Nives Colombo", COL), ("Adil Rahmani", COL), ("Teresa Motta", COL)),
        (
            ("Assembly in small lots", "20 to 2,000 pieces, tested one by one"),
            ("Cable looms", "On boards made by Tornio Dolce"),
        ),
        text("""
        At Galli Assemblaggi the shifts are written by those who work them, on the first Monday of the month,
        in pencil. Bruno Galli only checks that every bench is taken. There are twelve people and nine
        patterns: school hours, mornings, three long days, two evenings for a student.

        They assemble control boards for irrigation, hearing loops and the displays of a bus line. The figures
        say that it works: fewer faults than before and nobody has left since 2021. Bruno was against the
        children's room, on grounds of noise; his son now spends Thursday there, which is minuted.
        """),
    ),
    CompanyData(
        "Piega",
        "Paper folded into lamps, scenery and very large flowers",
        "printing",
        "arts",
        "self_declared",
        2012,
        BEGIN,
        (("Ludovica Sala", REP), ("Martino Fossati", COL)),
        (
            ("Window displays", "Folded flat, delivered by bike, opened on the spot"),
            ("Lamps", "Paper, no glue"),
        ),
        text("""
        The longest table of the building is eleven metres and belongs to Ludovica Sala and Martino Fossati,
        who crease, fold and try not to sneeze. A window for a shop in Monza took four thousand cranes, half
        of them folded by members at lunch over six weeks. There is no glue in the studio: what holds, holds
        by its own fold.
        """),
    ),
    CompanyData(
        "Tornio Dolce",
        "Toys and handles turned in pear and maple",
        "woodworking",
        "craft",
        "registered",
        2011,
        BEGIN,
        (("Emilio Brambilla", REP),),
        (("Toys", "For teeth first, then for hands"), ("Handles", "For tools, drawers and old coffee pots")),
        text("""
        Emilio Brambilla turns between eight and a quarter to one, then sands by hand in the quiet hours, when
        one hears him whistle. Toys go through the children's room before they go on sale; a rattle that lasts
        one winter there is sold with a certificate in crayon.
        """),
    ),
    CompanyData(
        "Lambro Grafica",
        "Annual reports and maps that people finish reading",
        "design",
        "design",
        "none",
        2009,
        BEGIN,
        (("Giorgia Mauri", REP), ("Pietro Sironi", COL)),
        (("Reports", "Shorter each year"), ("Maps", "Parks, hospitals, underground pipes")),
        text("""
        Giorgia Mauri and Pietro Sironi share one post: she works until one, he from noon, and the hour in
        between is when everything is decided. They drew the yellow line in the lane, and the rota of the
        building, which other multifactories have asked to copy.
        """),
    ),
    CompanyData(
        "Cucina di Turno",
        "Lunches for workshops and suppers to take home",
        "food",
        "food",
        "registered",
        2018,
        BEGIN,
        (("Salvatore Greco", REP), ("Meena Joshi", COL)),
        (
            ("Lunch in glass jars", "For 10 to 80, the jars come back"),
            ("Supper at the door", "Ordered by eleven, taken home at five"),
        ),
        text("""
        Salvatore Greco cooked in hotels until he had seen his daughters asleep for a whole season. Now he
        starts at six and is done at three. Meena Joshi keeps the books and the spices.

        Their idea was the supper at the door: thirty portions that members collect with their coats on. On
        the days when the rota has nobody for the common kitchen they step in, at cost, and write the name of
        the missing cook on the fridge in small letters.
        """),
    ),
    CompanyData(
        "Prima Scala",
        "Engineers for schools, nurseries and safe stairs",
        "architecture",
        "services",
        "none",
        2013,
        BEGIN,
        (("Federico Radaelli", REP), ("Irene Casati", COL)),
        (("Checks of school buildings", "Ceilings knocked on, metre by metre"),),
        text("""
        Federico Radaelli knocks on ceilings with a broom handle and listens. With Irene Casati he has checked
        ninety schools in the province; eleven had to close a room that same day. They looked after the papers
        of the children's room, which has the best-calculated sandpit in Brianza.
        """),
    ),
    CompanyData(
        "Formica Sicura",
        "Training on safety that starts from the near miss",
        "education",
        "services",
        "none",
        2010,
        BEGIN,
        (("Donatella Perego", REP), ("Youssef Amrani", COL)),
        (("Courses", "In the workshop, with its own machines and habits"),),
        text("""
        Donatella Perego collects near misses: a jar of four hundred folded notes, each one a thing that
        nearly happened. Courses begin by drawing one. Youssef Amrani teaches the same in Arabic and French,
        on site, at the hour of the shift change rather than on a Saturday.
        """),
    ),
    CompanyData(
        "Ruota Lenta",
        "Prams, wheelchairs and bikes repaired while you work",
        "repair",
        "services",
        "self_declared",
        2021,
        "2023-05-02",
        (("Gabriella Nava", REP), ("Tiago Mendes", COL)),
        (
            ("Repair by five", "Left in the morning, ready when you go home"),
            ("Prams to rent", "By the month"),
        ),
        text("""
        Everything on small wheels: prams above all, which nobody else repairs. Gabriella Nava was a nurse and
        knows what a wheelchair with one slow caster does to a shoulder. Tiago Mendes trues the wheels.
        Members leave things at eight and have them back at five, with air in the tyres.
        """),
    ),
    CompanyData(
        "Vele di Brianza",
        "Awnings and covers",
        "textiles",
        "manufacture",
        "registered",
        2005,
        BEGIN,
        (("Oreste Galbiati", REP),),
        (("Awnings", "Until 2023"),),
        text("""
        Oreste Galbiati was one of the nine founders, sewed the shade over the sandpit, and moved in 2023 to a
        hall where he could spread out a whole sail. He still comes on the last Friday of the month, for the
        risotto.
        """),
        left="2023-04-01",
    ),
)
