"""The commands, one module a group; each loads what it needs when it is called."""
