"""Gather the timbres of the neural voice into `kokoro.npz`, from the package they come in; run by hand, once.

`npm pack kokoro-js@1.2.1` and `pip download --no-deps kokoro-onnx==0.6.1`, unpack both, then
`python media/timbres/rassembler.py package/voices kokoro_onnx/config.json`.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from pipeline.adapters.voices.timbres import NAMES, ROWS, WIDTH, pack

FRENCH = "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861"
"""SHA-256 of `ff_siwis.bin`."""


def main() -> None:
    """Read each timbre and the numbers of the phonemes; write them beside this file."""
    voices, config = map(Path, sys.argv[1:3])
    if hashlib.sha256((voices / "ff_siwis.bin").read_bytes()).hexdigest() != FRENCH:
        sys.exit("ff_siwis.bin n'est pas celui qui est attendu")
    styles = {name: np.fromfile(voices / f"{name}.bin", "<f4").reshape(ROWS, WIDTH) for name in NAMES}
    numbers = json.loads(config.read_text("utf-8"))["vocab"]
    target = Path(__file__).with_name("kokoro.npz")
    pack(styles, numbers, target)
    print(f"{target} : {target.stat().st_size} octets, {hashlib.sha256(target.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
