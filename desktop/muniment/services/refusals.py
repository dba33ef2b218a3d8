"""Why a vault may refuse to open, for those who tell it to people."""

from muniment.vault.errors import KeysDamaged, NoVault, VaultDamaged, VaultInUse, WrongPassphrase

__all__ = ["KeysDamaged", "NoVault", "VaultDamaged", "VaultInUse", "WrongPassphrase"]
