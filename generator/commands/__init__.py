"""The commands, a module for those that need the same rooms; cli.py loads one when it is asked for."""
