"""Trials of delivery: channels that fail, senders that are killed, floods, attacks; see docs/reliability.md."""
