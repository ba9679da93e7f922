"""When, how often, and what if it fails; and the command line."""
