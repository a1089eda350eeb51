"""The button on a counter: one press calls, two recall, a long one says that nobody came."""
