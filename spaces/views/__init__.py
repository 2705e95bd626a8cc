"""Pages of the building, its spaces and their bookings."""
