"""Bulletins: the papers that the office signs of a period, made of what was judged at its closing.

``periods`` says which there are and as of which day each stands, ``paper`` puts one together of its four parts
(``overall``, ``progress``, ``problems``, ``steps``), each of sentences that know what they rest on (``told``);
``quotes`` chooses from what units tell in words, ``attached`` makes the tables, ``kept`` keeps papers of days that
are over, ``signing`` notes that one was signed.
"""
