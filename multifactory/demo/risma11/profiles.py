"""Risma11: what companies make of what, the stages they do themselves, what they open to others. Invented."""

from multifactory.demo.data import ProfileData, profile

PROFILES: dict[str, ProfileData] = {
    "Legatoria Ferri": profile(
        ("bindings", "calf leather, linen thread, wheat paste", "finishing repair reuse"),
        ("sketchbooks", "cotton paper, linen thread", "design parts assembly sale"),
        ("boxes", "grey board, cloth", "design parts assembly"),
        takes="visits commissions apprentices",
        opening="Tuesdays and Thursdays 14:00–18:00",
        side=("restoration", "publishing"),
        links=(("Before and after", "https://legatoriaferri.example.org/before-after"),),
        machines=(
            ("Board shears", "For members, card up to 3 mm", "board shears"),
            ("Standing press", "Overnight, with a label on it", "book press"),
        ),
        sign="square L oxide",
        drawing="bench",
    ),
    "Galli Prototipi": profile(
        ("prototypes", "aluminium, steel", "design prototype parts assembly"),
        ("test rigs", "steel, brass", "design prototype parts assembly repair"),
        takes="visits commissions apprentices",
        opening="Monday to Friday 8:00–17:00",
        side=("electronics",),
        machines=(
            ("Milling machine, three axes", "With one of us, from two o’clock", "milling machine"),
            ("Lathe", "For members with the induction", "lathe"),
        ),
        sign="gear G steel",
        drawing="hall",
    ),
    "Falegnameria Lesina": profile(
        ("stairs", "larch, chestnut", "design parts finishing assembly"),
        ("kitchens", "chestnut, linseed oil", "design parts finishing assembly repair"),
        takes="visits commissions apprentices",
        side=("construction",),
        machines=(("Band saw", "For members with the joiners’ induction", "band saw"),),
        sign="planks - moss",
        drawing="hall",
    ),
    "Birra Sottoripa": profile(
        ("beer", "barley malt, stale bread, hops", "material finishing sale reuse"),
        ("beer", "barley malt, hops", "material finishing sale logistics"),
        takes="visits",
        opening="Fridays 17:00–22:00",
        machines=(("Bottle washer", "Mondays, 600 bottles an hour", "bottle washer"),),
        sign="hexagon S amber",
    ),
    "Filo Alto": profile(
        ("rucksacks", "nylon, wool felt, aluminium", "design prototype parts assembly sale repair"),
        ("mending", "nylon, thread", "repair reuse"),
        takes="commissions apprentices",
        side=("leather",),
        links=(("How to mend it yourself", "https://filoalto.example.org/mending"),),
        machines=(("Bar-tack sewing machine", "For members, by the hour", "sewing machine"),),
        sign="roof F oxide",
    ),
    "Danza Verticale": profile(
        ("shows", "", "design"),
        ("courses", "", ""),
        takes="visits commissions",
        side=("education",),
        sign="arch D ink",
    ),
    "Grafica Serio": profile(
        ("wayfinding", "aluminium, enamel", "design prototype"), takes="commissions", sign="stripes G oxide"
    ),
    "Studio Cordata": profile(
        ("renewal projects", "", "design reuse"), takes="commissions", sign="diamond C steel"
    ),
    "Cotto Crudo": profile(
        ("stoves", "clay, firebrick", "design material parts finishing assembly repair"),
        takes="visits commissions apprentices",
        side=("construction",),
        machines=(("Kiln, 300 litres", "Shared firings on the first of the month", "kiln"),),
        sign="panes - oxide",
        drawing="bench",
    ),
    "Pelli e Legni": profile(
        ("drums", "ash, goat skin", "design material parts assembly sale repair"),
        takes="visits",
        sign="ring - amber",
    ),
    "Aria di Valle": profile(
        ("sensors", "copper, silicon", "design prototype assembly repair"),
        takes="commissions",
        side=("digital",),
        links=(("Open data", "https://data.example.org/valle"),),
        sign="waves - steel",
    ),
    "Chiaro": profile(("product photographs", "", "design finishing"), takes="commissions", confirmed=-410),
    "Seconda Risma": profile(
        ("notebooks", "paper offcuts, cotton thread", "design material assembly sale reuse"),
        takes="visits",
        machines=(("Punch and wire binder", "For members, wire at cost", "binding machine"),),
        sign="square R moss",
    ),
    "Nido Lungo": profile(("courses", "", ""), takes="visits", opening="Monday to Thursday 14:30–18:30"),
    "Passo Sicuro": profile(("physiotherapy", "", ""), opening="By appointment"),
    "Verde Ruggine": profile(
        ("gardens", "gravel, brick, wild seeds", "design material assembly reuse"),
        takes="visits commissions",
        sign="leaf - moss",
        confirmed=-60,
    ),
    "Cioccolato Alpino": profile(
        ("chocolate", "cocoa, cane sugar", "material finishing sale"),
        sign="hexagon A oxide",
        is_remembered=True,
    ),
}
