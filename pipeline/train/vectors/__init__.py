"""Training of the sentence vectors by which match finds its candidates."""
