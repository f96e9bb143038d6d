"""The formats that are read: each a module, or a folder of its own."""
