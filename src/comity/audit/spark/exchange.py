"""What passes between the driver and the executors, as Parquet in a folder that both reach.

A shared folder of files is read and written in place; of another kind (HDFS, an object store) Spark's own client
copies to and from the working folder of the driver.
"""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from comity.audit.spark.choice import Session
from comity.audit.spark.session import told


class Exchange:
    """The folder. `work` is the driver's; `address` what the user gave, if anything."""

    def __init__(self, session: Session, work: Path, address: str | None) -> None:
        self._session, self._work = session, work
        own = f"comity-{secrets.token_hex(8)}"
        self._base = f"{address.rstrip('/')}/{own}" if address else _address_of(work)
        self._is_own = address is None

    def address(self, name: str) -> str:
        """Where Spark puts what has this name."""
        return f"{self._base}/{name}"

    def found_at(self, name: str) -> str:
        """Where it finds it again."""
        return to_find(self.address(name))

    def local(self, name: str) -> Path:
        """Where this machine puts it before `give`."""
        return self._work / name

    def give(self, name: str, file: Path) -> str:
        """Hand a file of this machine to Spark; where it finds it."""
        if self._is_own:
            return to_find(_address_of(file))
        target = self.address(name)
        with told():
            jvm = self._session.sparkContext._jvm
            path = jvm.org.apache.hadoop.fs.Path
            to = path(target)
            self._files(to).copyFromLocalFile(False, True, path(_address_of(file)), to)
        return to_find(target)

    def take(self, name: str) -> Path:
        """A folder that Spark has written, as this machine reads it."""
        here = self.local(name)
        if not self._is_own:
            with told():
                jvm = self._session.sparkContext._jvm
                path = jvm.org.apache.hadoop.fs.Path
                from_ = path(self.address(name))
                shutil.rmtree(here, ignore_errors=True)
                self._files(from_).copyToLocalFile(False, from_, path(_address_of(here)), True)
        return here

    def drop(self, name: str) -> None:
        """Remove what has this name, on both sides."""
        here = self.local(name)
        if here.is_dir():
            shutil.rmtree(here, ignore_errors=True)
        else:
            here.unlink(missing_ok=True)
        if not self._is_own:
            with suppress(Exception), told():
                path = self._session.sparkContext._jvm.org.apache.hadoop.fs.Path(self.address(name))
                self._files(path).delete(path, True)

    def close(self) -> None:
        """Leave nothing behind in a folder of the user's."""
        if not self._is_own:
            with suppress(Exception), told():
                path = self._session.sparkContext._jvm.org.apache.hadoop.fs.Path(self._base)
                self._files(path).delete(path, True)

    def _files(self, path: Any) -> Any:  # noqa: ANN401 -- objects of Java
        return path.getFileSystem(self._session.sparkContext._jsc.hadoopConfiguration())


def to_find(address: str) -> str:
    """An address of which no part is taken for a pattern."""
    return re.sub(r"([][{}*?])", r"\\\1", address)


def _address_of(path: Path) -> str:
    """A path of this machine as Hadoop's client spells it: nothing in it is encoded."""
    return f"file://{path.resolve()}"
