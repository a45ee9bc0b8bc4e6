"""The cross-encoder over pairs of claims: its network, what it learns from, and its export."""
