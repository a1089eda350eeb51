"""The agents that run in an office: kiosk, button and display, each one thing with its own certificate."""

VERSION = "0.1.0"
