"""The diary on disk: its one door, its storage, undo, backups, drafts."""
