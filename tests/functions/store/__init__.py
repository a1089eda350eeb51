"""The store, the same suite over moto and over DynamoDB Local."""
