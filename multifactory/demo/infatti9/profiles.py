"""Infatti9: what companies make of what, stages they do themselves, what they open to others. Invented."""

from multifactory.demo.data import ProfileData, profile

PROFILES: dict[str, ProfileData] = {
    "Maglia Piana": profile(
        ("jumpers", "wool, alpaca", "design prototype parts assembly finishing sale"),
        ("children’s clothes", "wool", "design parts assembly sale"),
        ("mending", "wool, cotton thread", "repair reuse"),
        takes="visits commissions apprentices",
        opening="Monday to Friday 9:00–16:00",
        links=(("The sheep", "https://magliapiana.example.org/sheep"),),
        machines=(("Flat-knitting machine", "Thursdays, with Carla at hand", "knitting machine"),),
        sign="weave - oxide",
        drawing="bench",
    ),
    "Galli Assemblaggi": profile(
        ("circuit boards", "copper, tin, fibreglass", "assembly repair"),
        ("cable looms", "copper", "parts assembly"),
        takes="visits commissions apprentices",
        opening="Monday to Friday 8:00–16:00",
        side=("mechanics",),
        machines=(("Soldering station", "For members, by the hour", "soldering station"),),
        sign="gear G steel",
        drawing="hall",
    ),
    "Piega": profile(
        ("window displays", "paper", "design prototype parts assembly logistics"),
        ("lamps", "paper, beech", "design prototype parts assembly sale"),
        takes="visits commissions",
        side=("visual_arts",),
        machines=(("Creasing machine, 70 cm", "For members, card up to 300 grams", "creasing machine"),),
        sign="diamond - amber",
        drawing="bench",
    ),
    "Tornio Dolce": profile(
        ("toys", "pear, maple, beeswax", "design prototype parts finishing sale repair"),
        ("handles", "pear, maple", "parts finishing sale"),
        takes="visits commissions apprentices",
        opening="Monday to Friday 9:00–12:45",
        machines=(("Wood lathe", "With Emilio, before a quarter to one", "lathe"),),
        sign="ring - moss",
    ),
    "Lambro Grafica": profile(
        ("reports", "recycled paper", "design"),
        ("maps", "recycled paper", "design prototype"),
        sign="stripes L steel",
    ),
    "Cucina di Turno": profile(
        ("lunches", "seasonal vegetables, glass", "material finishing logistics sale reuse"),
        ("suppers", "seasonal vegetables, rice", "material finishing sale"),
        takes="commissions apprentices",
        opening="Suppers at the door 17:00–18:00",
        sign="sun - amber",
    ),
    "Prima Scala": profile(
        ("checks of buildings", "", "prototype"), takes="commissions", sign="roof P steel"
    ),
    "Formica Sicura": profile(("courses", "", ""), takes="commissions"),
    "Ruota Lenta": profile(
        ("repair of prams, repair of wheelchairs", "rubber, steel", "repair reuse"),
        ("prams to rent", "steel, cotton", "logistics reuse"),
        takes="visits commissions apprentices",
        side=("mechanics",),
        sign="disc R moss",
        confirmed=-405,
    ),
    "Vele di Brianza": profile(
        ("awnings", "acrylic canvas, aluminium", "design parts assembly"),
        sign="shield V amber",
        is_remembered=True,
    ),
}
