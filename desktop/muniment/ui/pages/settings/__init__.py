"""What can be chosen: how it looks, how it guards itself, what opens the vault, its own lists and rules."""
