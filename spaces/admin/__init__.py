"""The back-office of the building. What changes who holds or uses a space goes through the services."""

from spaces.admin.allocations import AllocationAdmin
from spaces.admin.bookings import BookingAdmin
from spaces.admin.building import BuildingAdmin, FloorAdmin
from spaces.admin.plans import FloorPlanAdmin, PlanDraftAdmin
from spaces.admin.renewal import RenewalAdmin
from spaces.admin.requests import OfferAdmin, UnitRequestAdmin
from spaces.admin.spaces import SpaceAdmin

__all__ = [
    "AllocationAdmin",
    "BookingAdmin",
    "BuildingAdmin",
    "FloorAdmin",
    "FloorPlanAdmin",
    "OfferAdmin",
    "PlanDraftAdmin",
    "RenewalAdmin",
    "SpaceAdmin",
    "UnitRequestAdmin",
]
