"""An office whose cable is cut: kiosk, button, display and hub go on, and bring home what they did."""
