"""The central server: batches land here exactly once, and documents go out. Knows no Qt."""
