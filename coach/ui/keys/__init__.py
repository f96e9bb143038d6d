"""Every key of the program as data."""
