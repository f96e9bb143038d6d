"""The frame round every screen: host, banner, tabs, footer, looks."""
