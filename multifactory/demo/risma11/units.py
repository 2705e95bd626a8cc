"""Risma11: who waits for a unit. Nothing here was divided: the walls of the bindery are a metre thick."""

from multifactory.demo.data import OfferData, RequestData

REQUESTS = (
    RequestData(
        -110,
        "Biciclette Serio",
        "mechanics",
        "W5",
        least_m2=150,
        needs="Three-phase power, loading",
        note="Frames for cargo bikes. We can wait for the corner room until its roof is done.",
    ),
    RequestData(
        -52,
        "Occhiali Brembo",
        "design",
        least_m2=30,
        most_m2=60,
        note="Spectacle frames of cotton acetate; one machine, no dust, visitors by appointment.",
        offers=(OfferData("T9", -24, -10, "refused"),),
    ),
    RequestData(
        -30,
        "Legatoria Ferri",
        "",
        "T10",
        note="An office of our own: estimates and glue do not share a table well.",
        offers=(OfferData("T10", -3, 11),),
        is_choosy=True,
    ),
    RequestData(
        -26,
        "Palestra Verticale Nord",
        "performing_arts",
        least_m2=300,
        refusal="There is no room of this size that could be given to one company alone.",
    ),
)
