"""Everything on disk, behind one door."""
