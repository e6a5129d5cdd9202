"""Code that all other packages of `portal` may import: dates, the version of the content, paths, limits, problems."""
