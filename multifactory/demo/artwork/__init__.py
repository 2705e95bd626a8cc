"""Draws the pictures of the samples: flat prints in few inks. For development: the portal loads what it made.

`python -m multifactory.demo.artwork` reads `<case>/pictures.toml`, writes what has changed beside it, and
needs a Chromium (of the development requirements).
"""
