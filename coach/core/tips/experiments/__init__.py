"""A tip tried properly: drawn blocks of nights, a result that stays closed, an exact test."""
