"""What to show and why: hard limits, ranking, the one limit to relax, and reasons that stand in the record."""
