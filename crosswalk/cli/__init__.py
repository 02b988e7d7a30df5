"""The command line: one small module a command; what they print is all that is printed anywhere."""
