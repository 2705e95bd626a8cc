"""R84: workshops of craft. All invented."""

from multifactory.demo.data import CompanyData, text

REP, COL = "representative", "collaborator"

LANARI = CompanyData(
    "Bottega Lanari",
    "Restores and builds violins, violas and cellos",
    "instruments",
    "craft",
    "registered",
    2009,
    "2017-03-02",
    (("Anna Ferri", REP), ("Carla Bianchi", COL)),
    (
        ("Violin, model 1690", "Spruce from Val di Fiemme, oil varnish, five months of work"),
        ("Cello set-up", "Bridge, soundpost and strings adjusted with the player in the room"),
        ("Crack repair", "Old tables opened, cleated and closed with hide glue"),
    ),
    text("""
    Anna Ferri bought the shop's name together with its moulds when her teacher retired, and moved both to
    Villa 27 in the first week the keys were handed out. The bench stands where the kitchen of a refinery
    fitter used to be; the north window is the reason she chose it over larger rooms.

    Two thirds of the work is repair for music schools between Cremona and Verona: a child's half-size cello
    that fell off a bus, a viola with a worm in the rib. The rest is new instruments, three or four a year,
    finished with Carla Bianchi, who came as an apprentice and now does all the varnish. Tuning pegs are
    turned by Micron upstairs next door, cases are lined by Tappezzeria Bonatti, and on Fridays at five anyone
    may come and hear what is on the bench.
    """),
    website="https://lanari.example.org",
)
MINCIO = CompanyData(
    "Officina Mincio",
    "Electric cargo bikes, built and repaired",
    "mechanics",
    "manufacture",
    "registered",
    2016,
    "2018-05-01",
    (("Bruno Galli", REP), ("Davide Moretti", COL), ("Samira Haddad", COL)),
    (
        ("Argine 100", "Long-tail cargo bike, carries 100 kg, built to the rider's height"),
        ("Bakery box", "Insulated box for 40 loaves, first made for Forno di Levante"),
        ("Battery check", "Cells tested one by one, weak ones replaced, report in plain words"),
    ),
    text("""
    Bruno Galli welded milking frames until the dairy that employed him closed. The first cargo bike was for
    himself: he needed to take two children and a toolbox over the Mincio bridge without a car.

    Today four people build about sixty bikes a year in the warehouse. Tubes are cut and brazed here, frames
    go to a powder coater in Porto Mantovano, wiring is made with Fratelli Zanca, and the test track is the
    drive between the villas. Every bike comes back once after 500 kilometres, free, because that is when one
    learns what was wrong with it. They repair other makes too, provided the owner stays for the diagnosis. On
    the first Saturday of the month they run the repair café, and Navetta rides six of their bikes every day:
    the hardest test bench they have.
    """),
    website="https://officinamincio.example.org",
)
STAMPERIA = CompanyData(
    "Stamperia del Lago",
    "Letterpress and risograph printing for small runs",
    "printing",
    "craft",
    "registered",
    2014,
    "2019-06-01",
    (("Ilaria Negri", REP), ("Tommaso Riva", COL)),
    (
        ("Posters in two colours", "From 50 copies, on paper made next door when the run is small"),
        ("Wedding and birth cards", "Set by hand in lead or wood type"),
        ("Picture books", "Risograph, sewn, with Parola per Parola"),
    ),
    text("""
    The proof press weighs nine hundred kilos and came out of a closed school of typography. Getting it into
    A2 took the forklift, two planks and a Sunday; the floor had been strengthened the month before by a
    resolution that the whole body discussed for longer than the move itself.

    Ilaria Negri sets type, Tommaso Riva runs the risograph, and between them they print what large printers
    refuse: eighty posters, a hundred and twenty menus, the programme of a funeral by tomorrow. They keep one
    drawer of wood type that anybody in the building may use on Thursday evenings, with an apron on and phones
    off. Teatro delle Nebbie has never used another printer; its posters, one per show, cover the corridor of
    Villa 27.
    """),
)
LEGNO = CompanyData(
    "Legno Vivo",
    "Joinery in local poplar, from plank to finish",
    "woodworking",
    "craft",
    "registered",
    2011,
    "2017-03-02",
    (("Sara Conti", REP), ("Luca Ferrari", COL), ("Ionut Popa", COL)),
    (
        ("Kitchen in heat-treated poplar", "Measured, built and fitted by the same two people"),
        ("Windows for old houses", "Slim double glass in frames copied from the old ones"),
        ("Stage floors", "Demountable modules, first made for the hall of Villa 29"),
    ),
    text("""
    Poplar grows along every ditch of this plain and mostly ends as fruit crates. Sara Conti decided it
    deserved better: steamed and baked in an oven near Viadana it turns brown, hard and steady enough for
    windows.

    The workshop began in one small studio of Villa 27, where the neighbours were patient with the planer for
    exactly one year. Since 2018 it has had a unit in the warehouse, with extraction and room for four-metre
    planks. Shavings go to the kiln room for packing and to the kitchen garden for paths. The folding wall of
    the meeting hall, the counter of the bakery and half of the benches of the building were made here, at
    cost, in the slow weeks of January. Apprentices from the technical school come two by two, and are allowed
    near the router in the third month.
    """),
    website="https://legnovivo.example.org",
)
TERRACRUDA = CompanyData(
    "Terracruda",
    "Stoneware for tables, fired at night with care for the meter",
    "ceramics",
    "craft",
    "self_declared",
    2015,
    "2017-03-02",
    (("Marta Lodi", REP), ("Elisa Bini", COL)),
    (
        ("Plates for restaurants", "Sets of twelve, glaze chosen on the table they will stand on"),
        ("Bread bells", "Lids that turn a home oven into a baker's"),
        ("Kiln inductions", "Half a day, before anybody books the common kiln"),
    ),
    text("""
    Marta Lodi keeps a shelf of failures by the door with a label on each: too hot, too proud, Tuesday. She
    says it saves an hour of teaching.

    She and Elisa Bini make tableware for eleven restaurants between Mantua and the Po, none of them further
    than they can deliver on a cargo bike and a train. Before 2021 their pieces travelled to a kiln in
    Guidizzolo and a tenth came back broken. Then the managing body bought the common kiln; Terracruda looks
    after it, teaches the others, and fires at night when the meter is kind. Glazes are made from sieved ash
    out of the bread oven across the passage, so that each winter's bread gives a slightly different green.
    """),
)
BONATTI = CompanyData(
    "Tappezzeria Bonatti",
    "Sofas and chairs taken apart, understood and put together again",
    "restoration",
    "craft",
    "registered",
    1978,
    "2017-03-02",
    (("Franco Bonatti", REP), ("Giulia Bonatti", COL)),
    (
        ("Reupholstery", "Springs tied by hand, horsehair washed and used again"),
        ("Instrument case linings", "Velvet and felt, with Bottega Lanari"),
        ("Theatre seats", "Rows repaired overnight between two shows"),
    ),
    text("""
    Franco Bonatti is the oldest company of the house, and says so. His father opened the shop in the centre
    of Mantua in 1978; when the rent tripled he was about to close, and his daughter Giulia brought him to a
    meeting about an empty refinery instead.

    He works on the left side of the L, where he can shut the door on the radio; she works on the right, with
    the sewing machine and the accounts. They refuse staples. A chair comes in with a story and leaves with a
    paper glued under the seat that says what was done, when, and what was found in it: two rings, a love
    letter, the key of a car scrapped in 1983. Old horsehair is washed in the court in June, and the whole
    villa complains for one day.
    """),
)
FERRO = CompanyData(
    "Ferro Battente",
    "Gates, railings and tools from the forge",
    "metalworking",
    "craft",
    "registered",
    2012,
    "2018-03-01",
    (("Andrea Soave", REP), ("Michele Tosi", COL)),
    (
        ("Railings and gates", "Drawn with the client in chalk on the workshop floor"),
        ("Garden tools", "Hoes and knives, forged from old leaf springs"),
    ),
    text("""
    The forge has its own gate to the yard, which was Andrea Soave's one condition for joining: steel arrives
    at six in the morning and nobody should have to know.

    He and Michele Tosi make railings, gates and the odd weather vane, and repair the ones their
    great-grandfathers' colleagues made. What cannot be mended becomes a tool: the kitchen garden is dug with
    hoes that used to be the suspension of a lorry. In 2022 they took down the last rusted railing of the
    guest house, photographed each joint, and put back a copy with the same three mistakes. For Officina
    Mincio they bend racks in series of twenty, the only thing they make twice.
    """),
)
SARTORIA = CompanyData(
    "Sartoria Isabella",
    "Stage costumes and coats cut for one person",
    "textiles",
    "craft",
    "registered",
    2013,
    "2017-03-02",
    (("Paola Grandi", REP), ("Nadia Ben Salah", COL)),
    (
        ("Coats", "Two fittings, wool from Biella, lining of your choice"),
        ("Costumes", "From the sketch to the last night, repairs included"),
    ),
    text("""
    Twelve heads of plaster look down from the top shelf: they are hat blocks from a theatre that burned, and
    Paola Grandi would not sell them for any money. Costumes for Teatro delle Nebbie and two opera schools pay
    for the winter; coats pay for the summer. Nadia Ben Salah cuts, Paola sews, and both unpick.
    """),
)
PASSO = CompanyData(
    "Passo Lento",
    "Shoes sewn to be resoled three times",
    "leather",
    "craft",
    "registered",
    2017,
    "2019-07-01",
    (("Riccardo Maffei", REP),),
    (
        ("Derby 04", "Vegetable-tanned leather, stitched sole, seven widths"),
        ("Resoling", "Own shoes and others', if they are stitched"),
    ),
    text("""
    Riccardo Maffei measures both feet, because no two are the same, and writes the difference inside the
    tongue. A pair takes eleven hours and costs less on its third sole than a cheap pair on its fourth
    replacement: he has the sum painted on the wall by Mano Ferma. Orders wait about two months, resoling
    about two weeks.
    """),
)
VETRO = CompanyData(
    "Vetro e Piombo",
    "Leaded windows, repaired panel by panel",
    "ceramics",
    "craft",
    "registered",
    2004,
    "2017-10-01",
    (("Cecilia Ravelli", REP),),
    (
        ("Church and stair windows", "Taken out, cleaned, releaded and put back"),
        ("House numbers", "Fused glass, one afternoon of your own work"),
    ),
    text("""
    After the earthquake of 2012 every parish of the lower plain had a window in a crate. Cecilia Ravelli has
    opened more than two hundred of those crates. She keeps the broken glass by colour, in jars, and what is
    too small to go back becomes a house number fired in the common kiln.
    """),
)
ORO = CompanyData(
    "Oro Lento",
    "Rings cast from gold that already has a story",
    "jewellery",
    "craft",
    "registered",
    2015,
    "2019-02-01",
    (("Beatrice Sala", REP), ("Omar Zanetti", COL)),
    (("Wedding rings", "From the grandparents' gold, melted while you watch"),),
    text("""
    People bring a drawer: one earring, a broken chain, the tie pin of somebody nobody remembers. Beatrice
    Sala weighs it, tests it and melts it in front of them. Omar Zanetti sets stones under a microscope that
    belonged to the refinery's laboratory. Nothing is bought in new but the solder.
    """),
)
CARTA = CompanyData(
    "Carta Straccia",
    "Paper made by hand from offcuts, rags and artichoke stems",
    "printing",
    "craft",
    "self_declared",
    2016,
    "2017-03-02",
    (("Viola Marchetti", REP),),
    (
        ("Sheets with deckle edges", "From 120 to 400 grams, up to 50 × 70 cm"),
        ("Seed cards", "Poppy and cornflower; plant them after reading"),
    ),
    text("""
    The vat is a bathtub and Viola Marchetti is tired of jokes about it. Offcuts arrive from Stamperia del
    Lago, cotton from the sartoria's floor, stems from Orto Nono after the artichoke season. She moved from A2
    to the larger studio upstairs when the presses came, and her drying lines now cross the whole room.
    """),
)
ORDITURA = CompanyData(
    "Orditura",
    "Blankets and cloth woven on two wooden looms",
    "textiles",
    "craft",
    "self_declared",
    2018,
    "2019-01-14",
    (("Teresa Allegri", REP),),
    (
        ("Blankets", "Wool of the Appennine shepherds, undyed"),
        ("Cloth by the metre", "Up to 90 cm wide, for the sartoria and for you"),
    ),
    text("""
    Teresa Allegri was an accountant and counts threads with the same face. The larger loom was built by Legno
    Vivo from a drawing of 1860 and creaks in the key of G, according to Bottega Lanari. She weaves in the
    morning, teaches four people on Wednesday evenings, and answers the telephone never.
    """),
)
TINTA = CompanyData(
    "Tinta Madre",
    "Yarn and cloth dyed with plants of the plain",
    "textiles",
    "craft",
    "self_declared",
    2023,
    -30,
    (("Lucia Barbieri", REP), ("Aïcha Diallo", COL)),
    (
        ("Dyed yarn", "Madder, weld, walnut; numbered baths, never quite repeated"),
        ("Colour to order", "Bring a leaf, take home two hundred grams of wool"),
    ),
    text("""
    The newest company came for the drain in the floor of A14. Lucia Barbieri and Aïcha Diallo dye in
    fifty-litre pots with what grows between the canals, and had been doing it in a garage without hot water.
    Orditura ordered the first twelve kilos before they had unpacked; the herb beds behind the villas will
    give madder in three years, since its roots take their time.
    """),
)

CRAFT = (
    LANARI,
    MINCIO,
    STAMPERIA,
    LEGNO,
    TERRACRUDA,
    BONATTI,
    FERRO,
    SARTORIA,
    PASSO,
    VETRO,
    ORO,
    CARTA,
    ORDITURA,
    TINTA,
)
