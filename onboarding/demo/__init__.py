"""The demo community: made-up people who walk a real track at the GitHub simulator, told as a story of three weeks."""
