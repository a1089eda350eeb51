"""A busy day of one office, played in two minutes through the doors that people use."""
