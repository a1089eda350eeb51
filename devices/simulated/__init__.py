"""Hardware that is not there: a network printer that answers, fails on command and draws its slips."""
