"""How far a banner has come, in figures and in words, and good news without one."""
