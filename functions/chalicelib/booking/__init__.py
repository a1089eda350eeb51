"""Bookings: the slots of a day, a claim on one of them, its cancelling, and the check-in that makes it a ticket."""
