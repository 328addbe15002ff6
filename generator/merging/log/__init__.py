"""When filings came in, written down: by the receiving side, on whatever ref, and by the office's hand."""
