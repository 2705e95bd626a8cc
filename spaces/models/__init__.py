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
from spaces.models.plans import PlanBackground, PlanDraft
from spaces.models.proposed import ProposedAllocation, ProposedEnd
from spaces.models.renewal import Renewal
from spaces.models.requests import Offer, UnitRequest
from spaces.models.reshaping import Reshaping

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
    "Offer",
    "PlanBackground",
    "PlanDraft",
    "ProposedAllocation",
    "ProposedEnd",
    "Renewal",
    "RenewalPicture",
    "Reshaping",
    "Space",
    "SpacePicture",
    "UnitRequest",
]
