"""What visitors are told by SMS: booked, soon your turn, tomorrow; few, in one segment, at most once."""
