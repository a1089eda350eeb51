"""What the day was like: a figure for each ticket, what past days teach, reports, and the line as staff see it."""
