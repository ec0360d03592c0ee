"""What credentials are issued with: keys, status lists, and achievements as rules."""
