"""What a user asks of Spark, and whether this machine has what that needs: told before any work begins."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Module: TypeAlias = Any
Session: TypeAlias = Any
Schema: TypeAlias = Any
"""Things of pyspark, which is optional: the types are checked without it."""

LOCAL_MASTER = "local[*]"
"""The master that is this machine alone, with all its cores."""
LEAST_JAVA = 17
_SECONDS = 10
_MASTER = re.compile(
    r"local(\[(\*|[1-9]\d*)(, *[1-9]\d*)?\])?|local-cluster\[\d+, *\d+, *\d+\]|spark://\S+|yarn|k8s://\S+"
)


class SparkError(Exception):
    """Spark cannot be used as asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkChoice:
    """`master`: where Spark works, as Spark writes it. `folder`: an address that the driver and all executors reach
    (`hdfs://...`, `s3a://...`, `file:///shared/...`), for what passes between them; without it that is the working
    folder beside the report, which all of them must then see under the same path.
    `piece_bytes`: plain logs of two such pieces or more are read by the executors.
    """

    master: str = LOCAL_MASTER
    folder: str | None = None
    piece_bytes: int = 64 * 1024**2

    @property
    def is_local(self) -> bool:
        """Whether all of it happens on this machine."""
        return self.master.startswith("local")


def library() -> Module:
    """The module `pyspark`. Raises SparkError."""
    try:
        return import_module("pyspark")
    except ImportError:
        raise SparkError(
            "the engine `spark` needs the package `pyspark`: install comity with the extra `spark` "
            "(`pip install 'comity[spark]'`), or leave out `--engine spark`"
        ) from None


def make_ready(choice: SparkChoice) -> None:
    """See that the package, Java and the master are there. Raises SparkError."""
    library()
    if not _MASTER.fullmatch(choice.master):
        connect = choice.master.startswith("sc://")
        why = "Spark Connect is not used here" if connect else "it is no master's address"
        raise SparkError(
            f"`--master {choice.master}`: {why}: give `local[4]`, `spark://HOST:7077`, `yarn` or `k8s://...`"
        )
    _java()
    if choice.master.startswith("spark://"):
        _answers(choice.master)


def _java() -> None:
    """Spark is a Java program: its version is asked for, which takes some tenths of a second."""
    home = os.environ.get("JAVA_HOME")
    found = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    install = f"install Java {LEAST_JAVA} or later (Debian: `apt-get install default-jre-headless`)"
    if found is None or not Path(found).is_file():
        where = (
            f"`JAVA_HOME` is `{home}` and holds no `bin/java`" if home else "`java` is not there"
        )
        raise SparkError(f"the engine `spark` needs Java, and {where}: {install}")
    try:
        said = subprocess.run(  # noqa: S603 -- the user's own Java
            [found, "-version"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        raise SparkError(f"`{found}` does not start: {install}") from None
    version = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    if version and int(version[1]) < LEAST_JAVA:
        raise SparkError(
            f"`{found}` is Java {version[1]}, which Spark 4 does not run on: {install}"
        )


def _answers(master: str) -> None:
    """Whether anyone of a standalone cluster's masters answers: Spark itself would try for minutes."""
    mistakes = []
    for one in master.removeprefix("spark://").split(","):
        try:
            place = urlsplit(f"spark://{one}")
            host, port = place.hostname or "", place.port or 7077
            with socket.create_connection((host, port), timeout=_SECONDS):
                return
        except (OSError, ValueError) as error:
            said = getattr(error, "strerror", None) or str(error) or "no answer"
            mistakes.append(f"`{one}` does not answer (`{said.lower()}`)")
    raise SparkError(
        f"no Spark master at `{master}`: {'; '.join(mistakes)}: start it, or check the address; "
        "the master's page shows it as `spark://...`"
    )
