"""What is held of a visit: consent and session, in memory only."""
