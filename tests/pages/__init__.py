"""Every page of the site and who looks at it: for axe, for pictures, and for tests that look at all of them."""
