"""The display: hands the lobby's page the board and the code, and remembers what was spoken."""
