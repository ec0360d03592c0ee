"""What people decide: each act once, in one transaction, with all that follows from it."""
