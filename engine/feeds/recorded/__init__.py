"""Recorded tables played as if they were live, and read for the importer."""
