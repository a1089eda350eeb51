"""Its tests run on a whole region in memory."""

from tests.functions.deployed import deployed

__all__ = ["deployed"]
