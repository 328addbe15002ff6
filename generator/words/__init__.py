"""What is said in one way everywhere, as tables and spellings; it imports nothing of ours."""
