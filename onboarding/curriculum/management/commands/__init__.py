"""Commands about the curriculum."""
