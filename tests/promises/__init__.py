"""The promises of the line, and the programs that try to break them: on three engines, with crashes and repeats."""
