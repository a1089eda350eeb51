"""Contracts: examples are valid, and topics, messages and the two API descriptions agree."""
