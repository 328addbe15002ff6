"""A push as a server meets it: who sends which ref where, what stays of a time, and where hooks lie."""
