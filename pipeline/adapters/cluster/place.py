"""Where work is done when it is not done in processes of our own, as `--grappe` says it."""

import importlib.util
import re
from dataclasses import dataclass

from pipeline.errors import UserError

_FORM = "écrivez tcp://MACHINE:PORT, ou local:4 pour quatre ouvriers sur cette machine"
_MOST = 256


@dataclass(frozen=True, slots=True)
class ClusterPlace:
    """A cluster: its scheduler's address, or how many workers to start on this machine for as long as a command."""

    address: str = ""
    workers: int = 0

    @classmethod
    def read(cls, text: str) -> "ClusterPlace":
        """Read what was typed; raises UserError for anything else.

        >>> ClusterPlace.read("tcp://10.0.0.2:8786"), ClusterPlace.read("local:4")
        (ClusterPlace(address='tcp://10.0.0.2:8786', workers=0), ClusterPlace(address='', workers=4))
        """
        told = text.strip()
        if local := re.fullmatch(r"local:(\d{1,4})", told, re.ASCII):
            count = int(local[1])
            if not 1 <= count <= _MOST:
                raise UserError(f"--grappe {text} : de 1 à {_MOST} ouvriers ; {_FORM}")
            return cls(workers=count)
        if re.fullmatch(r"(tcp|tls)://(\[[0-9a-fA-F:]+\]|[^\s:/\[\]]+):\d{1,5}", told):
            return cls(address=told)
        raise UserError(f"--grappe {text} : ce n'est pas l'adresse d'une grappe ; {_FORM}")

    def __str__(self) -> str:
        """Give the form it is read from."""
        return self.address or f"local:{self.workers}"


def refuse_without_dask() -> None:
    """Raise UserError, with what to type, where Dask is not installed."""
    if importlib.util.find_spec("distributed") is None:
        raise UserError("--grappe demande un complément ; installez-le avec pip install 'jt2050[grappe]'")
