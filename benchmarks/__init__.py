"""What was measured: run by hand, never in a timed test."""
