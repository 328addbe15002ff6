"""Whether what stands at a place is what its commits give, seen as a visitor sees it."""
