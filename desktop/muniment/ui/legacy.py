"""What the window that locks leaves to the one that comes after it."""

import json
from base64 import b64decode, b64encode
from pathlib import Path

from muniment.domain.frozen import frozen


@frozen
class Legacy:
    """Which vault it was, and where its window stood. Where one was in the vault, the vault itself remembers."""

    folder: Path
    geometry: bytes = b""

    def packed(self) -> bytes:
        """As it goes through the pipe."""
        geometry = b64encode(self.geometry).decode("ascii")
        return json.dumps({"folder": str(self.folder), "geometry": geometry}).encode()

    @staticmethod
    def unpacked(content: bytes) -> "Legacy | None":
        """What came through the pipe; None where that is nothing of the kind."""
        try:
            known = json.loads(content)
            return Legacy(Path(known["folder"]), b64decode(known["geometry"]))
        except (ValueError, KeyError, TypeError):
            return None
