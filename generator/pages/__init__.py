"""Pages: verdicts into views of values, and those into a medium."""
