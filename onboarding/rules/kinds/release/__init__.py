"""Evidence of a release: GitHub's own record of it, and what its checksum file says."""
