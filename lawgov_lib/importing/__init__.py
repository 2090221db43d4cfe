"""Import a published report: its file becomes the folder of a year that tells the same."""
