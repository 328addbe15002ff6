"""The looks: a module a group, each with its ``GROUP``; what lies here is all there are."""
