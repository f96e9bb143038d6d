"""The history on the screen: nights, year, trends, links, and one day."""
