"""R84: who has held which unit, from the day of the keys to today."""

from multifactory.demo.data import AllocationData as Held

KEYS = "Founding assignment, with the keys of 2 March 2017"

ALLOCATIONS = (
    Held("A1", "Bottega Lanari", "2017-03-02", None, reason=KEYS),
    Held("A2", "Carta Straccia", "2017-03-02", "2019-06-01", reason=KEYS),
    Held(
        "A2", "Stamperia del Lago", "2019-06-01", None, resolution="presses", reason="Floor fit for presses"
    ),
    Held("A3", "Fotolito Bassani", "2017-03-02", "2022-07-01", reason=KEYS),
    Held("A3", "Luce di Riva", "2022-09-01", None, resolution="long-room", reason="Admission with this unit"),
    Held("A4", "Giochi di Sponda", "2017-03-02", None, reason=KEYS),
    Held("A5", "Legno Vivo", "2017-03-02", "2018-05-01", reason=KEYS),
    Held("A5", "Mano Ferma", "2018-06-01", None, reason="Admission of May 2018"),
    Held("A11", "Nodo", "2017-03-02", None, reason=KEYS),
    Held("A12", "Sartoria Isabella", "2017-03-02", None, reason=KEYS),
    Held("A13", "Quaderno", "2017-03-02", None, reason=KEYS),
    Held("A14", "Studio Argine", "2017-03-02", "2018-11-01", reason=KEYS),
    Held("A14", "Acqua Chiara Rilievi", "2019-01-01", "2023-01-01", reason="Admission of December 2018"),
    Held("A14", "Tinta Madre", -30, None, resolution="tinta-madre", reason="Admission with this unit"),
    Held("A15", "Doppiaelle", "2017-04-01", None, reason="Last free studio of the first floor"),
    Held("A16", "Teatro delle Nebbie", "2017-03-02", "2018-05-01", reason=KEYS),
    Held("A16", "Carta Straccia", "2019-06-01", None, resolution="presses", reason="Exchange with A2"),
    Held("B1", "Tappezzeria Bonatti", "2017-03-02", None, reason=KEYS),
    Held("B3", "Scuola Bottega", "2017-03-02", "2019-05-01", reason=KEYS),
    Held("B3", "Passo Lento", "2019-07-01", None, reason="Admission of June 2019"),
    Held(
        "B4", "Forno di Levante", "2017-06-01", None, reason="Admission of May 2017, chimney at its own cost"
    ),
    Held("B6", "Terracruda", "2017-03-02", None, reason=KEYS),
    Held("B11", "Ghiaccio Bollente", "2017-10-01", "2018-11-01", reason="Opening of the upper floor"),
    Held("B11", "Oro Lento", "2019-02-01", None, reason="Admission of January 2019"),
    Held("B12", "La Camera Buia", "2017-10-01", None, reason="Opening of the upper floor"),
    Held("B13", "Vetro e Piombo", "2017-10-01", None, reason="Opening of the upper floor"),
    Held("B14", "Agenzia Ponte", "2017-10-01", "2021-01-01", reason="Opening of the upper floor"),
    Held("B14", "Parola per Parola", "2021-03-01", None, reason="Admission of February 2021"),
    Held("B15", "Nutrire", "2017-10-01", "2021-03-01", reason="Opening of the upper floor"),
    Held("B15", "Acqua Chiara Rilievi", "2023-01-01", None, reason="Moved from A14, nearer to the stairs"),
    Held("B16", "Micron", "2018-01-08", None, reason="Beam tested by Studio Pagliari"),
    Held("C4", "Teatro delle Nebbie", "2018-05-01", None, reason="Opening of Villa 29"),
    Held("C5", "Nodo", "2020-03-02", "2023-04-01", "temporary", reason="Distance between desks, then habit"),
    Held("C6", "Rimettere", "2018-05-02", "2019-04-01", reason="Opening of Villa 29"),
    Held("C6", "Studio Argine", -60, 75, "temporary", reason="Model of the loft, as long as we decide on it"),
    Held(
        "C7",
        "Teatro delle Nebbie",
        "2018-05-01",
        "2019-01-15",
        "restoration",
        reason="Renewed by the company",
    ),
    Held("C7", "Teatro delle Nebbie", "2019-01-15", None, reason="Costume and set store, open to all"),
    Held("C11", "Studio Pagliari", "2018-10-01", None, reason="Opening of the upper floor"),
    Held("C12", "Studio Argine", "2018-11-01", None, reason="Moved from A14"),
    Held("C13", "Ghiaccio Bollente", "2018-11-01", None, reason="Moved from B11"),
    Held("C14", "Orditura", "2019-01-14", None, reason="Admission of December 2018"),
    Held("C15", "Studio Soglia", "2018-10-01", "2021-02-01", reason="Opening of the upper floor"),
    Held("C15", "Erbario Sordello", "2021-03-15", "2022-06-01", reason="Admission of March 2021"),
    Held("C17", "Voci Vicine", "2019-09-01", -120, reason="Given back: the work is elsewhere"),
    Held("D1", "Rimettere", "2019-04-01", None, reason="Opening of the fourth villa"),
    Held("D2", "Navetta", "2020-06-01", None, reason="Admission of May 2020"),
    Held("D4", "Orto Nono", "2019-04-01", None, reason="Opening of the fourth villa"),
    Held("D10", "Valdaro Fermenti", "2019-05-06", "2021-02-01", reason="Admission of April 2019"),
    Held("D12", "Erbario Sordello", "2022-06-01", None, reason="Moved from C15, nearer to the garden"),
    Held("D13", "Studio Virgilio", "2019-09-01", None, reason="Studio built by the company"),
    Held("D14", "Scuola Bottega", "2019-05-01", None, reason="Moved from B3 to a classroom"),
    Held("E1", "Legno Vivo", "2018-05-01", None, resolution="warehouse", reason="Moved from A5"),
    Held(
        "E2", "Officina Mincio", "2018-05-01", None, resolution="warehouse", reason="Admission with this unit"
    ),
    Held(
        "E3", "Ferro Battente", "2018-03-01", None, resolution="warehouse", reason="Admission with this unit"
    ),
    Held(
        "E5", "Fratelli Zanca", "2018-03-01", None, resolution="warehouse", reason="Admission with this unit"
    ),
    Held("F1", "Nutrire", "2021-03-01", None, resolution="guest-house", reason="Moved from B15"),
    Held("F3", "Studio Soglia", "2021-02-01", None, resolution="guest-house", reason="Moved from C15"),
    Held("F4", "Valdaro Fermenti", "2021-02-01", None, resolution="guest-house", reason="Moved from D10"),
)
