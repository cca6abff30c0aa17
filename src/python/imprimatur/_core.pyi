from collections.abc import Sequence
from typing import Literal, final

from typing_extensions import Buffer

version: str

class Error(Exception): ...
class UsageError(Error, ValueError): ...
class RulesError(Error, ValueError): ...

@final
class Checker:
    def __new__(
        cls,
        today: str,
        use: str | None,
        policy_name: str | None,
        policy: str,
        rules: Sequence[tuple[str, str]],
        /,
    ) -> Checker: ...
    def check(
        self,
        text: str | Buffer,
        name: str | None,
        media_type: str | None,
        encoding: str | None,
        use: str | None,
        trace: bool,
        /,
    ) -> tuple[int, list[tuple[str | None, int, str]]]: ...
    def check_arrow(
        self,
        table: object,
        text: str | None,
        id: str | None,
        url: str | None,
        language: str | None,
        media_type_column: str | None,
        media_type: str | None,
        source: str | None,
        threads: int,
        /,
    ) -> Stream: ...
    @property
    def rules_digest(self) -> str: ...
    @property
    def use(self) -> str: ...
    @property
    def fail_on(self) -> Literal["allowed", "conditional", "unknown", "permission-required", "forbidden"]: ...

@final
class Stream:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
