"""One module a publishing system: `walk`, `gather`, `read` and `identify` for every source that runs on it."""
