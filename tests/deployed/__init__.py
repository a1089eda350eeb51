"""What is deployed, against what is described."""
