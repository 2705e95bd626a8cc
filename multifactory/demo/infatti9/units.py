"""Infatti9: two rooms that became one, and who waits for a unit."""

from decimal import Decimal

from multifactory.demo.data import FormerData, OfferData, RequestData, ReshapingData, box

RESHAPINGS = (
    ReshapingData(
        "merge",
        "2022-09-05",
        (
            FormerData("U3a", "Office U3a", box(300, 25, 120, 140), Decimal(52)),
            FormerData("U3b", "Office U3b", box(420, 25, 90, 140), Decimal(39)),
        ),
        ("U3",),
        "Piega took the wall down over the summer, for the longest table",
    ),
)

REQUESTS = (
    RequestData(
        -70,
        "Sartoria dei Tigli",
        "textiles",
        "P7",
        needs="Three-phase power, a door to the lane",
        note="Four seamstresses with school-age children; the hours of this house are why we ask.",
    ),
    RequestData(
        -35,
        "Maglia Piana",
        "",
        "U5",
        note="A quiet desk for orders and calls, away from the machines.",
        offers=(OfferData("U5", -4, 10),),
        is_choosy=True,
    ),
    RequestData(
        -12,
        "Radio Brugherio",
        "publishing",
        least_m2=20,
        most_m2=40,
        note="A studio for a community radio, on air from nine to four.",
    ),
)
