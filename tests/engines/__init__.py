"""Real engines that tests run against, fetched once into .local/engines."""
