"""The template tags. The settings list each library in `builtins`, so that templates need no `{% load %}`."""
