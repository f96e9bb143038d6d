"""What the diary looks like from behind: nights, tables, the year, trends, links."""
