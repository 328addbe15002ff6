"""What the first page leads with: topics in their order, a headline and sentences made of verdicts, and
pictures of the same verdicts."""
