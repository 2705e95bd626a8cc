"""Risma11: sixteen companies and one that left. All invented."""

from multifactory.demo.data import CompanyData, text

REP, COL = "representative", "collaborator"
BEGIN = "2019-06-01"

COMPANIES = (
    CompanyData(
        "Legatoria Ferri",
        "Books bound, boxed and brought back to life",
        "printing",
        "craft",
        "registered",
        2007,
        BEGIN,
        (("Anna Ferri", REP), ("Carla Bianchi", COL)),
        (
            ("Restored bindings", "Parish registers, atlases, the recipe book of your aunt"),
            ("Sketchbooks", "Sewn by hand, opened flat, in papers of the library"),
            ("Boxes to measure", "For instruments, prints and letters"),
        ),
        text("""
        Anna Ferri's grandmother sewed notebooks in this very building, at a table by the third window. There
        is a photograph, and Anna has put her bench in the same place. The rails in the floor that carried
        reams now carry her trolley.

        The bindery restores registers for parishes of three valleys and makes sketchbooks in runs of two
        hundred. Carla Bianchi does the paper repairs, under a lens, with paste cooked on Mondays. Offcuts go
        to Seconda Risma, boards are cut on the guillotine that the mill left behind, and for deep boxes they
        borrow the clamps of Falegnameria Lesina. Anyone who books the guillotine first spends a morning with
        Anna, who begins by counting fingers.
        """),
        website="https://legatoriaferri.example.org",
    ),
    CompanyData(
        "Galli Prototipi",
        "One-off machines and the parts that decide whether they work",
        "mechanics",
        "manufacture",
        "registered",
        2013,
        BEGIN,
        (("Bruno Galli", REP), ("Marek Nowak", COL)),
        (
            ("Prototypes", "From a sketch on a napkin to a thing that moves"),
            ("Test rigs", "Machines that open and shut a door a million times"),
        ),
        text("""
        Bruno Galli likes to be shown a problem by somebody slightly ashamed of it. In W2, on foundations
        poured for folding machines, stand a mill, a lathe and a table covered in cardboard, since every
        machine he builds is first built in cardboard.

        With Marek Nowak he has made a hop-pellet press for the brewery, a silent winch for Danza Verticale
        and a rig that flexes the hinges of rucksacks eighty thousand times. Half of his clients are firms of
        the valley with a good idea and no workshop. He works with the lane door open and a sign, *ask before
        eleven*, because after eleven he is thinking.
        """),
    ),
    CompanyData(
        "Falegnameria Lesina",
        "Furniture and stairs in chestnut and larch",
        "woodworking",
        "craft",
        "registered",
        1989,
        BEGIN,
        (("Giovanni Lesina", REP), ("Marta Lesina", COL), ("Ousmane Ba", COL)),
        (
            ("Stairs", "Drawn at full size on the floor before a board is cut"),
            ("Kitchens", "Chestnut of the valley, drawers on wooden runners"),
        ),
        text("""
        Father, daughter and Ousmane Ba, who came for a two-week placement in 2017. The workshop at Nembro was
        too small for stairs, and stairs are what Giovanni Lesina is known for: forty a year, no two with the
        same pitch, each drawn at full size on the floor and walked on in chalk by the client.

        Marta designs the furniture and does the finishing, and was the one who asked for a common spray booth
        instead of three bad ones. They moved once inside the building, to let the dancers have the high room;
        the dancers carried everything, and dropped nothing.
        """),
    ),
    CompanyData(
        "Birra Sottoripa",
        "Beer brewed with valley water and stale bread",
        "food",
        "food",
        "registered",
        2018,
        BEGIN,
        (("Matteo Carrara", REP), ("Elena Pezzotta", COL)),
        (
            ("Crosta", "Amber, a third of the malt replaced by bread"),
            ("Ruota", "Light and bitter, in bottles that come back"),
        ),
        text("""
        Six bakers between Alzano and Albino put yesterday's bread into a blue crate; at five Matteo Carrara
        collects it on foot with a trolley. It becomes a third of the mash of *Crosta*. Elena Pezzotta,
        chemist, keeps the yeasts and the peace.

        For seventeen months they brewed among the planes of W3, on wheels, waiting for the drains of W8. The
        spent grain goes to a goat farm above Nembro and returns as cheese for the assemblies. Bottles come
        back three times out of four; the missing quarter, they suspect, are vases.
        """),
    ),
    CompanyData(
        "Filo Alto",
        "Rucksacks and harness bags that can be mended",
        "textiles",
        "manufacture",
        "registered",
        2015,
        BEGIN,
        (("Laura Signorelli", REP), ("Ivan Bonomi", COL), ("Fatou Sarr", COL)),
        (
            ("Alta 35", "Climbing rucksack, every seam reachable with a needle"),
            ("Mending", "Any make; zips, buckles, burns"),
        ),
        text("""
        Laura Signorelli guided climbers for ten years and noticed that sacks die at the zip. Hers have one
        that can be changed in twenty minutes without opening the lining. Four people cut and sew three
        thousand pieces a year, a fifth of them from paragliders and ropes that have been retired.

        Buckles are tested on the rig next door until they break. On the first Thursday of the month whoever
        comes in with a torn sack of any brand learns to mend it, and pays for the thread.
        """),
        website="https://filoalto.example.org",
    ),
    CompanyData(
        "Danza Verticale",
        "Dance on façades, trees and the inside of factories",
        "performing_arts",
        "arts",
        "none",
        2011,
        BEGIN,
        (("Chiara Locatelli", REP), ("Andrés Molina", COL)),
        (
            ("Performances", "On your wall, after a look at your wall"),
            ("Courses", "Children from eight, adults from anything"),
        ),
        text("""
        The high room has seven metres under its beams and nine points certified to hold a falling dancer.
        Chiara Locatelli and Andrés Molina train there in the mornings; at four it belongs to the children of
        the school across the road, hung in harnesses like bats.

        Their ropes retire into the rucksacks of Filo Alto, their winch is a Galli prototype, and the first
        work made here crossed all three levels of the empty building with the future companies holding the
        lamps.
        """),
    ),
    CompanyData(
        "Grafica Serio",
        "Books, signs and wayfinding for public places",
        "design",
        "design",
        "none",
        2010,
        BEGIN,
        (("Paolo Gritti", REP), ("Sara Milesi", COL)),
        (("Wayfinding", "Hospitals, parks, one labyrinth"),),
        text("""
        Paolo Gritti gets lost easily, which he regards as his qualification. Before drawing a sign he and
        Sara Milesi walk the place with somebody's grandmother and a stopwatch. The large numbers on the doors
        of this house are theirs, and the brewery's lorry now finds the yard at first try.
        """),
    ),
    CompanyData(
        "Studio Cordata",
        "Architects for mountain houses and mills",
        "architecture",
        "design",
        "none",
        2012,
        BEGIN,
        (("Francesca Noris", REP), ("Luca Zambelli", COL)),
        (("Reuse", "Barns, mills, power houses"),),
        text("""
        They drew the phases in which this house is renewed, and keep a calendar of what must dry before what.
        Francesca Noris surveys with ropes when the stairs have gone; Luca Zambelli knows which office of the
        region answers on which day. Their model of the whole works, at 1:100, is missing the parts nobody has
        dared to enter.
        """),
    ),
    CompanyData(
        "Cotto Crudo",
        "Stoves and tiles in clay of the Serio",
        "ceramics",
        "craft",
        "registered",
        2009,
        BEGIN,
        (("Ruggero Belotti", REP), ("Ines Cortesi", COL)),
        (("Tiled stoves", "Built on site in nine days, warm for twelve hours"),),
        text("""
        Ruggero Belotti builds stoves that are lit once a day. Each tile is pressed in W6, dried on the old
        paper racks and glazed by Ines Cortesi in colours named after moods of the river. The one in the
        dining room was their contribution to the first phase, and decides who gets which chair in January.
        """),
    ),
    CompanyData(
        "Pelli e Legni",
        "Drums of every size, built and repaired",
        "instruments",
        "craft",
        "self_declared",
        2014,
        BEGIN,
        (("Davide Cattaneo", REP),),
        (("Frame drums", "Ash hoop, goat skin, tuned to you"),),
        text("""
        Village bands wear out forty bass drums a year between here and the lake, and nearly all of them pass
        through Davide Cattaneo. He bends hoops over steam from the brewery's boiler on Wednesdays. For two
        years he worked in an office upstairs, apologising; then the chocolate maker left and everyone voted
        for the move with relief.
        """),
    ),
    CompanyData(
        "Aria di Valle",
        "Sensors and open data on air, noise and water",
        "electronics",
        "services",
        "none",
        2017,
        BEGIN,
        (("Giulia Ravasio", REP), ("Stefano Merelli", COL)),
        (("Measuring points", "Built, placed, explained to the residents"),),
        text("""
        A grey box on the chimney tells the valley what it breathes. Giulia Ravasio builds the boxes, Stefano
        Merelli makes their numbers legible to a town council, and schools solder the next ones. When the
        spray booth was bought they measured before and after, and published both, including the week somebody
        forgot the filter.
        """),
    ),
    CompanyData(
        "Chiaro",
        "Photographs of things, for catalogues and courts",
        "visual_arts",
        "arts",
        "none",
        2016,
        "2021-09-01",
        (("Miriam Fassi", REP),),
        (("Product photographs", "By the day, with the object back on its shelf by evening"),),
        text("""
        Miriam Fassi photographs rucksacks, tiles and, for insurers, what is left after a fire. She runs the
        photo room of the mezzanine and lets the others use her lights on Fridays. Her own long work is one
        picture a day of the same broken window, since the day she arrived. It has been mended; she went on.
        """),
    ),
    CompanyData(
        "Seconda Risma",
        "Notebooks and card from the offcuts of the others",
        "printing",
        "craft",
        "self_declared",
        2020,
        "2022-02-01",
        (("Tiziana Moro", REP), ("Hu Lin", COL)),
        (("Offcut notebooks", "No two pages alike; sold by weight"),),
        text("""
        Nothing thinner than a finger is thrown away: Tiziana Moro and Hu Lin collect the paper of eleven
        printers on Monday, sort it on Tuesday and sew from Wednesday on. Schools buy by the kilo. The name is
        a promise that the first ream of the house would have a sequel.
        """),
    ),
    CompanyData(
        "Nido Lungo",
        "After-school workshops with real tools",
        "education",
        "services",
        "none",
        2019,
        "2022-09-01",
        (("Benedetta Rota", REP), ("Samuele Gamba", COL)),
        (("Afternoons", "Monday to Thursday, 14:30 to 18:30, from six to twelve years"),),
        text("""
        Benedetta Rota holds that a child who may use a saw does not need to be told to sit still. Each month
        is spent with one company of the house: in October they bound a book, in November they built the drum
        to announce it. Thirty children, six adults, one first-aid box, opened nine times since 2022, always
        for splinters.
        """),
    ),
    CompanyData(
        "Passo Sicuro",
        "Physiotherapy for hands, backs and climbers",
        "health",
        "services",
        "none",
        2014,
        "2023-02-01",
        (("Nicoletta Acerbis", REP),),
        (("Treatment", "By appointment, also at your bench"),),
        text("""
        Nicoletta Acerbis first came to treat a carpenter's thumb and saw thirty people lifting wrongly. She
        took T8 on condition that the door was widened. Members get a look at their bench once a year: she
        moves it up four centimetres and is thanked in March.
        """),
    ),
    CompanyData(
        "Verde Ruggine",
        "Gardens on old industrial ground",
        "farming",
        "services",
        "registered",
        2017,
        -130,
        (("Alberto Pesenti", REP), ("Rossella Finazzi", COL)),
        (("Gardens", "Planted in gravel, slag and brick, with what grows there anyway"),),
        text("""
        Alberto Pesenti and Rossella Finazzi make gardens where others would first remove the ground. Birch,
        mullein and evening primrose, a bench of railway timber, no lawn. They were admitted this year and
        wait for the corner room W5; until then their van sleeps in the yard and their seedlings along the
        gallery.
        """),
    ),
    CompanyData(
        "Cioccolato Alpino",
        "Chocolate from the bean",
        "food",
        "food",
        "registered",
        2016,
        "2020-03-02",
        (("Silvio Arnoldi", REP),),
        (("Bars", "Until 2023"),),
        text("""
        Silvio Arnoldi roasted in W9 for three years and made the lane smell of it. When he needed a shop
        window he found one in Bergamo, under the walls. He left in 2023, gave his marble table to the
        kitchen, and still supplies the assemblies, at the old price.
        """),
        left="2023-10-01",
    ),
)
