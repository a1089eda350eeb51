"""What the documents say, held against what the product does."""
