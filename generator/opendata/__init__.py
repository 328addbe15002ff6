"""What an edition knows, as tables for whoever reckons on: CSV files, one SQLite file, and what describes them.

``tables`` says which tables there are, ``laid`` what lies in the folder of the site, and ``docs/opendata.md``
is the layout for readers.
"""
