"""The agents, tried with the doubles that libraries ship, a simulated printer, and a real broker."""
