"""What a text says, and whether two texts say the same. Pure: no network, no database, no clock."""
