"""Values in a medium: a module for each."""
