"""The people's side: what a persona does and sees. The page uses it, and so do tests."""
