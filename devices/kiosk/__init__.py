"""The kiosk: a visitor taps, the cloud gives a number, the printer gives a slip."""
