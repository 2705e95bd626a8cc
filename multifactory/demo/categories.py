"""Categories of the costs of a sample: code, English and Italian name."""

CATEGORIES = [
    ("heating", "Heating", "Riscaldamento"),
    ("power", "Power of the common parts", "Corrente delle parti comuni"),
    ("water", "Water", "Acqua"),
    ("waste", "Waste", "Rifiuti"),
    ("cleaning", "Cleaning", "Pulizie"),
    ("internet", "Internet", "Internet"),
    ("insurance", "Insurance", "Assicurazione"),
    ("upkeep", "Upkeep", "Manutenzione"),
    ("machines", "Common machines", "Macchine comuni"),
    ("reserve", "Reserve", "Fondo di riserva"),
]
