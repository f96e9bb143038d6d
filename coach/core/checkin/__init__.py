"""The check-in: its questions as data, and the state they are answered in; all pure."""
