"""Buildings, their spaces, who holds them and who uses them when. Intervals are half-open: [start, end)."""

from spaces.models.allocations import Allocation
from spaces.models.bookings import Booking, Claim
from spaces.models.buildings import (
    CODE,
    Building,
    BuildingPicture,
    Condition,
    Floor,
    FloorPlan,
    Space,
)
from spaces.models.pictures import RenewalPicture, SpacePicture
from spaces.models.renewal import Renewal

__all__ = [
    "CODE",
    "Allocation",
    "Booking",
    "Building",
    "BuildingPicture",
    "Claim",
    "Condition",
    "Floor",
    "FloorPlan",
    "Renewal",
    "RenewalPicture",
    "Space",
    "SpacePicture",
]
