"""Text people write: cleaned on its way in, made legal on its way out, found again."""
