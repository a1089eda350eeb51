"""What displays, buttons and kiosks are told: boards, counter states, catalogues; at once, and retained."""
