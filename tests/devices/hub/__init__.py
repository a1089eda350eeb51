"""The hub: its lease, its broker, its journal, and an office without the cloud."""
