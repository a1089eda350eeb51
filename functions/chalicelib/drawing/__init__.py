"""The draw, held by the clock: announced with a commit, closed under a root, then drawn by a seed that only this room knows.

It knows nobody: leaves and ids come to it, and it claims places for ids; whose they are the stream finds.
"""
