"""One room for each kind of command; `coach.cli.shell` holds them all."""
