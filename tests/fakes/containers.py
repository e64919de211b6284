"""Build and run an image: by Docker where its daemon is, else by doing what the Dockerfile says in folders.

In folders, each stage has a root of its own. The base image is replaced, and only it: `/usr` is that of a Debian (this
machine's, or one that `debootstrap` made, named by `JT_DEBIAN`), read-only, with this Python in place of its
`/usr/local`. Every other instruction is carried out as written, in a mount namespace, with chroot: it takes root.
"""

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

DEBIAN = "JT_DEBIAN"
"""The variable that names the folder of another Debian than this machine's."""
_LINKED = ("bin", "sbin", "lib", "lib64")
_TAKEN = ("resolv.conf", "hosts", "nsswitch.conf", "ssl", "ca-certificates.conf")
_ENTER = """
set -e
mount --bind "$ROOT" "$SEEN"
[ "$READ_ONLY" = no ] || mount -o remount,bind,ro "$SEEN"
mount --bind "$DEBIAN/usr" "$SEEN/usr" && mount -o remount,bind,ro "$SEEN/usr"
mount --bind "$PYTHON" "$SEEN/usr/local" && mount -o remount,bind,ro "$SEEN/usr/local"
mount --rbind /proc "$SEEN/proc" && mount --rbind /dev "$SEEN/dev"
[ "$READ_ONLY" = no ] || mount -t tmpfs -o mode=1777 tmpfs "$SEEN/tmp"
while read -r outside inside; do [ -z "$inside" ] || mount --bind "$outside" "$SEEN$inside"; done <<END
$VOLUMES
END
exec chroot --userspec="$AS" "$SEEN" "$@"
"""
"""What stands for a container: mounts of its own, gone with it, and another root."""


@dataclass(frozen=True, slots=True)
class Box:
    """How an image is run: as whom, where one may write, and which folders of ours it sees."""

    user: str = ""
    read_only: bool = True
    volumes: Mapping[str, Path] = field(default_factory=dict)


class Engine(Protocol):
    """Whatever builds an image from a folder with a Dockerfile, and runs it."""

    def build(self, context: Path) -> None:
        """Build the image; raises AssertionError with what was said."""

    def run(self, box: Box, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the image's command with these words."""


@dataclass(frozen=True, slots=True)
class Docker:
    """The daemon of this machine."""

    tag: str

    @staticmethod
    def there() -> bool:
        """Tell whether a daemon answers."""
        return bool(shutil.which("docker")) and _done("docker", "info").returncode == 0

    def build(self, context: Path) -> None:
        """Build, with the index of packages that this machine names by a variable, if it does."""
        told = [f"--build-arg={name}={os.environ[name]}" for name in ("PIP_INDEX_URL",) if name in os.environ]
        done = _done("docker", "build", "--quiet", "--tag", self.tag, *told, str(context))
        assert done.returncode == 0, done.stdout + done.stderr

    def run(self, box: Box, *words: str) -> subprocess.CompletedProcess[str]:
        """Run, and leave no container behind."""
        options = [f"--volume={folder}:{place}" for place, folder in box.volumes.items()]
        options += ["--read-only", "--tmpfs=/tmp"] if box.read_only else []
        options += [f"--user={box.user}"] if box.user else []
        return _done("docker", "run", "--rm", *options, self.tag, *words)


@dataclass(slots=True)
class Stage:
    """A stage as it is being built: its root, and what its instructions have set."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin"})
    folder: str = "/"
    user: str = "0:0"
    entry: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Folders:
    """Folders of this machine, under `place`."""

    place: Path
    stages: dict[str, Stage] = field(default_factory=dict)
    last: Stage | None = None

    @staticmethod
    def there() -> bool:
        """Tell whether this can be done here: as root, where mounts may be made."""
        return hasattr(os, "geteuid") and os.geteuid() == 0 and _done("unshare", "--mount", "true").returncode == 0

    def build(self, context: Path) -> None:
        """Do what the Dockerfile says, in order; what is not known is an error."""
        given: dict[str, str] = {}
        for word, rest in instructions((context / "Dockerfile").read_text("utf-8")):
            if word == "ARG":
                name, _, text = rest.partition("=")
                given |= {name: text.strip('"')} if "=" in rest else {}
            elif word == "FROM":
                name = rest.split(" AS ")[1] if " AS " in rest else str(len(self.stages))
                self.last = self.stages[name] = _based(self.place / name)
            else:
                assert self.last is not None
                self._do(context, self.last, word, rest, given)

    def run(self, box: Box, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the last stage's command in its root."""
        assert self.last is not None
        return _entered(self.last, box, [*self.last.entry, *words])

    def _do(self, context: Path, stage: Stage, word: str, rest: str, given: Mapping[str, str]) -> None:
        if word == "ENV":
            stage.environment |= dict(pair.split("=", 1) for pair in shlex.split(rest))
        elif word == "WORKDIR":
            stage.folder = rest
            (stage.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            self._copy(context, stage, rest.split())
        elif word == "RUN":
            stage.environment, kept = {**stage.environment, **_index(stage.root), **given}, stage.environment
            done = _entered(stage, Box("0:0", read_only=False), ["/bin/sh", "-c", rest])
            stage.environment = kept
            assert done.returncode == 0, f"RUN {rest}\n{done.stdout}{done.stderr}"
        elif word == "USER":
            stage.user = rest
        elif word == "ENTRYPOINT":
            stage.entry = json.loads(rest)
        elif word == "VOLUME":
            stage.written = json.loads(rest)
        else:
            assert word in {"CMD", "LABEL"}, f"{word} is not known here"

    def _copy(self, context: Path, stage: Stage, words: list[str]) -> None:
        source, target = words[-2:]
        inside = (
            (stage.root / stage.folder.lstrip("/") / target) if not target.startswith("/") else stage.root / target[1:]
        )
        if words[0].startswith("--from="):
            below = self.stages[words[0].removeprefix("--from=")].root / source.lstrip("/")
            shutil.copytree(below, inside, symlinks=True, dirs_exist_ok=True)
            return
        for name in sent(context):
            (inside / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(context / name, inside / name)


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each instruction of a Dockerfile and what follows it, lines joined, comments left out."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\\\n\s*", " ", lines).splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word, rest.strip()


def sent(context: Path) -> list[str]:
    """Return the files of a folder that Docker would be sent: as `.dockerignore` says, the last rule that fits wins."""
    written = (context / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line.strip() for line in written if line.strip() and not line.startswith("#")]
    done = _done("git", "-C", str(context), "ls-files", "--cached", "--others", "--exclude-standard")
    return [name for name in done.stdout.splitlines() if _allowed(name, rules) and (context / name).is_file()]


def _allowed(name: str, rules: Sequence[str]) -> bool:
    above = [name, *(str(folder) for folder in Path(name).parents)]
    allowed = True
    for rule in rules:
        pattern = rule.removeprefix("!").removeprefix("**/")
        near = (
            above
            if not rule.removeprefix("!").startswith("**/")
            else [part for each in above for part in (Path(each).name,)]
        )
        if pattern == "*" or any(fnmatch.fnmatchcase(each, pattern) for each in near):
            allowed = rule.startswith("!")
    return allowed


def _based(root: Path) -> Stage:
    """Return a stage on the base: an empty root over a Debian's `/usr`."""
    for name in ("usr", "proc", "dev", "tmp", "etc", "root"):
        (root / name).mkdir(parents=True)
    (root / "tmp").chmod(0o1777)
    for name in _LINKED:
        (root / name).symlink_to(f"usr/{name}")
    (root / "etc" / "passwd").write_text("root:x:0:0:root:/root:/bin/sh\n", "utf-8")
    (root / "etc" / "group").write_text("root:x:0:\n", "utf-8")
    for name in _TAKEN:
        found = Path("/etc", name)
        if found.is_dir():
            shutil.copytree(found, root / "etc" / name, symlinks=False, ignore_dangling_symlinks=True)
        elif found.exists():
            shutil.copyfile(found, root / "etc" / name)
    return Stage(root)


def _index(root: Path) -> dict[str, str]:
    """Return how pip reaches this machine's index of packages, whose settings are put into a root."""
    said = _done(sys.executable, "-m", "pip", "config", "list").stdout
    kept = dict(re.findall(r"^(?:global|:env:)\.([\w-]+)='(.*)'$", said, re.MULTILINE))
    kept.pop("constraint", None)
    (root / "etc" / "pip.conf").write_text("[global]\n" + "".join(f"{name} = {text}\n" for name, text in kept.items()))
    return {"LD_LIBRARY_PATH": "/usr/local/lib"}


def _entered(stage: Stage, box: Box, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    seen = stage.root.with_name(f"{stage.root.name}.vu")
    seen.mkdir(exist_ok=True)
    own = {place: stage.root / place[1:] for place in stage.written}
    inside = stage.environment | {"LD_LIBRARY_PATH": "/usr/local/lib"}
    outside = {
        "PATH": os.environ["PATH"],
        "ROOT": str(stage.root),
        "SEEN": str(seen),
        "DEBIAN": os.environ.get(DEBIAN, ""),
        "PYTHON": sys.base_prefix,
        "AS": box.user or stage.user,
        "READ_ONLY": "yes" if box.read_only else "no",
        "VOLUMES": "\n".join(f"{folder} {place}" for place, folder in (own | dict(box.volumes)).items()),
    }
    words = [f"{name}={text}" for name, text in inside.items()]
    start = ["/usr/bin/env", "-i", *words, "/bin/sh", "-c", 'cd "$0" && exec "$@"', stage.folder, *command]
    shell = ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", _ENTER, "sh", *start]
    return subprocess.run(shell, env=outside, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands


def _done(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
