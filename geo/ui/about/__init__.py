"""The about page: what the product is, what the signs mean, accessibility and privacy."""
