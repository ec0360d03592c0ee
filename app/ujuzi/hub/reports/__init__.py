"""What institutions and programmes read of many people."""
