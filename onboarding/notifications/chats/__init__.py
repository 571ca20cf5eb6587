"""Saying something in a chat: which addresses we take, whether they may be asked, and how each is spoken to."""
