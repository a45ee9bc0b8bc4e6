"""Trains what is in models/ and measures it: one trainer a file, listed in TRAINERS."""
