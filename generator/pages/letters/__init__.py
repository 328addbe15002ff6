"""What is written to units: reminders of what falls due and of what is missing."""
