"""Files that an office signs and hands over: what ``pages`` says, in the layout of official papers."""
