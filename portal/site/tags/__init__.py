"""The template tags. The settings name each library, so that a template loads it by name."""
