"""What booking and ticketing share: a number is issued once, a visitor has come, a ticket is explained."""
