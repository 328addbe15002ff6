"""Reports for the terminal and for reviewers: one verdict explained, a standing, what turns."""
