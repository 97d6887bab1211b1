"""The sources page: evidence of every place, cited material, and the build."""
