"""What a vault can refuse, and why."""

from muniment.domain.errors import CannotOpen, UserFault, WorldFault


class NoVault(CannotOpen):
    """The folder holds no vault, or a part of it is missing."""


class WrongPassphrase(CannotOpen):
    """The key header is sound and the passphrase opens none of its slots."""


class KeysDamaged(CannotOpen):
    """Neither copy of the key header can be read."""


class KeysForged(KeysDamaged):
    """The key header is undamaged, but was not written by somebody who holds the data key."""


class KeysRolledBack(CannotOpen):
    """The keys file is older than the database that it lies beside."""


class VaultDamaged(CannotOpen):
    """The database does not open with the right key, or fails its checks."""


class NewerVault(CannotOpen):
    """Written by a newer Muniment than this one."""


class SealedDamaged(CannotOpen):
    """A sealed field, or the wrapped key for it, is not what was written."""


class NotABackup(CannotOpen):
    """The file is something else."""


class BackupDamaged(CannotOpen):
    """A backup, but its bytes are not the ones that were written."""


class BackupCut(BackupDamaged):
    """A backup whose end is missing."""


class VaultInUse(WorldFault):
    """Another program or window has the vault open."""


class VaultReadOnly(WorldFault):
    """The vault was opened from a place that cannot be written."""


class PassphraseRefused(UserFault):
    """The passphrase cannot be used so: empty, there already, the last one, or no free slot."""
