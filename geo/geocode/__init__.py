"""From names to places: the lists that people bring, and who may be asked about them."""
