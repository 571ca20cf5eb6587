"""What the pages about programs show, as frozen values."""
