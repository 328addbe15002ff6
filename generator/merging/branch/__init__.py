"""What a branch may not bring and may not do: every commit of it, and what merging it comes to."""
