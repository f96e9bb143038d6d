"""What asks for a file or writes one: export, import, backups."""
