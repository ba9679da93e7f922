"""The demo: a small copy of the watched sites with pages written by us, over three days of an invented autumn."""
