"""The fictional year of filings that ships with the project, and the script that writes it."""
