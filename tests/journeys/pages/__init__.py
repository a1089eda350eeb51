"""The pages in a real Chromium, as visitors, staff and managers use them."""
