"""What is personal stays where it belongs: a whole day is played, and everything that it left behind is read."""
