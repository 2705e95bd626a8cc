"""What is allowed and what is counted: pure functions."""
