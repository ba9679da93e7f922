"""From a change to a message."""
