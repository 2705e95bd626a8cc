"""R84: theatre, books, film, design and architecture. All invented."""

from multifactory.demo.data import CompanyData, text

REP, COL = "representative", "collaborator"

TEATRO = CompanyData(
    "Teatro delle Nebbie",
    "Theatre company, sets built in house",
    "performing_arts",
    "arts",
    "none",
    2008,
    "2017-03-02",
    (("Federica Aldrovandi", REP), ("Jacopo Nuvolari", COL), ("Irene Malagò", COL)),
    (
        ("Shows on tour", "Three in repertory, each fits in one van"),
        ("Theatre at school", "A year with one class, ending on a real stage"),
        ("Set building", "For us and for other small companies"),
    ),
    text("""
    For nine years they rehearsed in a parish hall and returned the chairs to their places each night. The
    first thing they did in the villas was leave a rehearsal standing until the morning.

    Federica Aldrovandi directs, Jacopo Nuvolari writes, Irene Malagò makes whatever is neither. They renewed
    the store C7 themselves in eight months of Mondays, with wiring checked by Fratelli Zanca, and keep there
    sixty square metres of fog, thrones and false doors that the other companies may borrow. Each October they
    open the season in the court, whatever the weather, with blankets. Their best-known show was built from
    the recorded memories of forty people who had worked at the refinery; some still come to each performance
    to check that nobody has changed a word.
    """),
    website="https://teatrodellenebbie.example.org",
)
ARGINE = CompanyData(
    "Studio Argine",
    "Architects for buildings that already exist",
    "architecture",
    "design",
    "none",
    2012,
    "2017-03-02",
    (("Valentina Rossi", REP), ("Marco Bertolini", COL)),
    (
        ("Surveys of old buildings", "Laser and tape measure, both"),
        ("Renewal in phases", "Works planned so that people can stay inside"),
    ),
    text("""
    The practice has never built a new house, and has it on the door. Valentina Rossi and Marco Bertolini
    began with farmhouses cracked by the earthquake and learned that the cheapest wall is the one already
    standing.

    At R84 they are clients, designers and neighbours at once: the phases of Villa 29 and of the fourth villa
    were drawn here, argued over in assembly, and redrawn. Marco keeps the list of what each opened wall
    contained. They charge the association for the stamp and the liability, not for the hours, and in return
    no one sends them a message about a dripping tap after seven in the evening. This season the model of the
    loft fills a second room.
    """),
)
QUADERNO = CompanyData(
    "Quaderno",
    "Illustration and picture books",
    "visual_arts",
    "arts",
    "none",
    2010,
    "2017-03-02",
    (("Silvia Tonelli", REP), ("Bianca Orlandi", COL), ("Francesco Lupi", COL)),
    (
        ("Picture books", "Fourteen published, six translated"),
        ("Drawn minutes", "Your meeting on one wall by the end of the day"),
    ),
    text("""
    Three illustrators, one north window, one kettle. Silvia Tonelli draws animals with professions, Bianca
    Orlandi maps, Francesco Lupi anything that must be ready on Thursday. They share invoices, a scanner and
    the habit of pinning the day's worst drawing on the door, where visitors can bid for it.

    Assemblies at R84 used to end with three different memories of what had been said. Since 2018 one of the
    three draws while the others vote, and the sheet hangs in the corridor for a month before it goes into the
    archive. Children of members may come after school, if they sharpen pencils.
    """),
)
GIOCHI = CompanyData(
    "Giochi di Sponda",
    "Wooden games for two generations at one table",
    "design",
    "design",
    "self_declared",
    2013,
    "2017-03-02",
    (("Pietro Bassi", REP), ("Chiara Zanoni", COL)),
    (
        ("Sponda", "A game of cushions and patience, beech and felt"),
        ("Games for museums", "Designed with the museum, cut here, tested on real children"),
    ),
    text("""
    A prototype is ready when a child of seven and somebody of seventy lose to each other. Pietro Bassi
    invents the rules, Chiara Zanoni draws, and the common laser cutter does the first fifty copies; larger
    runs are made by Legno Vivo in the quiet month. On Tuesdays at lunch the long table in the kitchen is
    their laboratory, and losing is no excuse for not washing up.
    """),
)
MANO = CompanyData(
    "Mano Ferma",
    "Signs and letters painted by hand",
    "visual_arts",
    "craft",
    "self_declared",
    2014,
    "2018-06-01",
    (("Giorgio Pavesi", REP),),
    (
        ("Shop signs", "Enamel on wood or glass, gilding with real leaf"),
        ("Lettering weekends", "Six people, one alphabet, two days"),
    ),
    text("""
    Every unit number in the six buildings is his, and each is a little different: Giorgio Pavesi wanted to
    know who would notice. He paints shop signs on scaffolding from April to October and on glass in winter.
    The quote is drawn on the spot with a carpenter's pencil and is usually kept by the client longer than the
    invoice.
    """),
)
DOPPIA = CompanyData(
    "Doppiaelle",
    "Identity and packaging for people who make things",
    "design",
    "design",
    "none",
    2013,
    "2017-04-01",
    (("Lara Lombardi", REP), ("Lisa Bottoni", COL)),
    (("Packaging", "Designed around the cheapest box that does the job"),),
    text("""
    Lara and Lisa: hence the name. They ask every client for a day in the workshop before opening the
    computer, and once designed a label while stacking cheese. Eleven companies of the house have changed
    their label after meeting them at lunch; two changed it back.
    """),
)
PAGLIARI = CompanyData(
    "Studio Pagliari",
    "Structural engineering for floors nobody trusts",
    "architecture",
    "services",
    "none",
    1999,
    "2018-10-01",
    (("Renzo Pagliari", REP), ("Caterina Melli", COL)),
    (("Load tests", "Water bags, dial gauges and a signed answer"),),
    text("""
    Renzo Pagliari fills bags with water on other people's floors and watches a needle for two hours. Caterina
    Melli does the sums beforehand, so that the needle is never a surprise. The presses in A2 and the lathes
    in B16 stand where they stand because of a page with their stamp.
    """),
)
GHIACCIO = CompanyData(
    "Ghiaccio Bollente",
    "Documentary films about work and rivers",
    "publishing",
    "arts",
    "none",
    2011,
    "2017-10-01",
    (("Davide Orsini", REP), ("Agnese Rota", COL)),
    (
        ("Documentaries", "Two finished, one in the edit, one in the mud"),
        ("Films about a process", "How a thing is made, in four minutes without words"),
    ),
    text("""
    Their best scene is a sturgeon that refuses to be filmed. Davide Orsini shoots, Agnese Rota edits and says
    no. The four-minute films about single gestures, planing, kneading, varnishing, started as a favour to
    neighbours and now pay for the long ones. First screenings are in the hall, with the people filmed in the
    front row.
    """),
)
CAMERA = CompanyData(
    "La Camera Buia",
    "Photographs on film, printed in the darkroom",
    "publishing",
    "arts",
    "self_declared",
    2016,
    "2017-10-01",
    (("Elena Fontana", REP),),
    (
        ("Portraits at work", "One plate per sitting, four minutes each"),
        ("Darkroom by the day", "Chemicals included, patience on loan"),
    ),
    text("""
    B12 has no window, and Elena Fontana fought nobody for it. She photographs people beside the tool they use
    most; the series of R84 has thirty-seven faces and three empty frames for those who keep saying next week.
    Silver from the spent fixer is handed over to Oro Lento, who owes her a ring.
    """),
)
VIRGILIO = CompanyData(
    "Studio Virgilio",
    "Recording studio and sound for stage and film",
    "performing_arts",
    "arts",
    "none",
    2010,
    "2019-09-01",
    (("Fabio Corradi", REP), ("Ginevra Pasini", COL)),
    (
        ("Recording", "Up to nine players in one room"),
        ("Sound for film", "From the microphone to the final mix"),
    ),
    text("""
    The studio is a room hung inside another room, on springs calculated by Studio Pagliari and boards planed
    by Legno Vivo. Fabio Corradi records choirs, brass bands and one heavy-metal group of farmers. Ginevra
    Pasini has a library of eleven hundred local noises, among them all the doors of this building.
    """),
)
PAROLA = CompanyData(
    "Parola per Parola",
    "Small press for dialect, recipes and minor histories",
    "publishing",
    "arts",
    "none",
    2017,
    "2021-03-01",
    (("Antonella Ruberti", REP),),
    (
        ("Books in small runs", "Five a year, 300 copies, reprinted if asked"),
        ("Family archives", "From the shoebox to the printed book"),
    ),
    text("""
    Antonella Ruberti publishes what her former employer called unsellable, and sells it. The dictionary of
    river words is in its fourth reprint. Books are set here, printed by Stamperia del Lago or further off
    when they must be thick, and launched over lunch in the kitchen with something cooked from page one.
    """),
)
ACQUA = CompanyData(
    "Acqua Chiara Rilievi",
    "Surveys of land, water and what lies in both",
    "architecture",
    "services",
    "none",
    2017,
    "2019-01-01",
    (("Simone Adami", REP), ("Greta Vincenzi", COL)),
    (
        ("Drone and boat surveys", "Levees, lakes, roofs"),
        ("Soil and water sampling", "With the laboratory's report explained"),
    ),
    text("""
    A geologist and a surveyor with a flat-bottomed boat called Planimetria. Simone Adami measures levees
    after each flood; Greta Vincenzi flies the drone and reads the colours of lake water. The map of where the
    ground of the villas may be dug, and where never, is theirs, and hangs beside the spades.
    """),
)

STUDIOS = (
    TEATRO,
    ARGINE,
    QUADERNO,
    GIOCHI,
    MANO,
    DOPPIA,
    PAGLIARI,
    GHIACCIO,
    CAMERA,
    VIRGILIO,
    PAROLA,
    ACQUA,
)
