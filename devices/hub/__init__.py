"""The office's hub: keeps the line at hand while there is a link, and leads it while there is none."""

import sys
from pathlib import Path

# The kernel is the functions' own; a device's bundle has it in the same place.
sys.path.append(str(Path(__file__).parents[2] / "functions"))
