"""Speed, memory and cost as counts and as ratios within one run: `make bench`."""
