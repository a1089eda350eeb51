"""The devices: how each is, what it printed and spoke, and the lobby code that displays show."""
