"""The rules as data, one row each, and the table that holds them all."""
