"""The tips as files, and which of them tonight's is."""
