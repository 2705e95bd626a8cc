"""R84: a room that was divided, and who waits for a unit."""

from decimal import Decimal

from multifactory.demo.data import FormerData, OfferData, RequestData, ReshapingData, box

RESHAPINGS = (
    ReshapingData(
        "split",
        "2021-06-01",
        (FormerData("D10", "Great studio D10", box(30, 25, 370, 140), Decimal(66)),),
        ("D11", "D12"),
        "A wall after Valdaro Fermenti had left: two can begin where one had too much room",
    ),
)

REQUESTS = (
    RequestData(
        -95,
        "Cartapesta Rondelli",
        "instruments",
        least_m2=25,
        most_m2=40,
        needs="Water, daylight",
        note="Two people who make masks and marionettes for theatres, now in a garage at Cerese.",
        offers=(OfferData("C17", -20, -6, "expired"),),
    ),
    RequestData(
        -62,
        "Apiario Virgilia",
        "farming",
        "D11",
        needs="Sink, extraction, a lift",
        note="Marco Zerbini, beekeeper, thirty hives on the Mincio. Spins honey four times a year.",
        offers=(OfferData("D11", -28, -14, "accepted", "The only unit with what spinning honey needs"),),
    ),
    RequestData(
        -48,
        "Bottega Lanari",
        "",
        "C15",
        most_m2=35,
        note="A room to play and show finished instruments, away from the dust of A1.",
        offers=(OfferData("C15", -5, 9, order_reason="Wants C15 alone, and is here already"),),
        is_choosy=True,
    ),
    RequestData(
        -40,
        "Studio Tre Ponti",
        "construction",
        least_m2=28,
        note="Three surveyors of bridges, quiet, with one large table.",
        offers=(OfferData("C17", -6, 8, went_on=True),),
    ),
    RequestData(
        -33,
        "Fonderia Bacco",
        "metalworking",
        least_m2=120,
        needs="Furnace of 400 kW, chimney",
        refusal="The houses have neither the power nor the distance from neighbours that a foundry needs.",
    ),
)
