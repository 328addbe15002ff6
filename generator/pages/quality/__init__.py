"""What an inspector would ask of the filings: late, corrected, rewritten, copied, repeated, leaping.

Each finding names the cells that it rests on. Nothing of it says that anybody did wrong, nothing of it is
judged, and the public edition has none of it.
"""
