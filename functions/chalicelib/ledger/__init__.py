"""The public record of a day: what each step did, chained by hashes, so that nobody can move a ticket unseen."""
