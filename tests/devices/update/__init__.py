"""Updates: a good one goes in, a bad one comes out again."""
