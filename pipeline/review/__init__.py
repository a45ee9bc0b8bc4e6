"""review: what a reviewer decided about claims, flags and matches."""
