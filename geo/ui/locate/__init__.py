"""The page of user lists: read a file or text, geocode its rows, decide and export."""
