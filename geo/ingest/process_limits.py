"""The limits of a process that reads one untrusted file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

MIB = 1024 * 1024


@dataclass(frozen=True)
class ProcessLimits:
    """The second line of defence, behind the limits of each reader.

    `cpu_s` seconds of processor time and `wall_s` seconds by the clock; `memory` bytes beyond what
    an idle process has; `result` bytes of what comes back; `written` bytes of a file that it
    writes. A large file is granted more (`for_file`), a small one can never take much.
    """

    cpu_s: int = 10
    wall_s: int = 30
    memory: int = 448 * MIB
    result: int = 100 * MIB
    written: int = 64 * MIB

    def for_file(self, size: int) -> ProcessLimits:
        """The limits for a file of `size` bytes."""
        seconds = size // 1_000_000
        return replace(
            self,
            cpu_s=self.cpu_s + seconds,
            wall_s=self.wall_s + 3 * seconds,
            memory=self.memory + 20 * size,
            result=self.result + 40 * size,
        )

    def as_record(self) -> dict[str, int]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> ProcessLimits:
        """Of plain values, see `as_record`."""
        return cls(**{field.name: int(record[field.name]) for field in fields(cls)})


PROCESS_LIMITS = ProcessLimits()
