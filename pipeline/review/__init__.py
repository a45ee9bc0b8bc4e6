"""review: what people decide about claims, flags, matches and rows, kept beside the documents and put upon every later run."""
