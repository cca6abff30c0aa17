"""Checker: texts in, verdicts out."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Optional, Union

from . import _core
from ._core import Stream
from .documents import Document

PathLike = Union[str, "os.PathLike[str]"]
Text = Union[str, bytes, bytearray, memoryview]


class _Setup(NamedTuple):
    """All that a checker depends on, as plain values: what is sent to other processes."""

    today: str
    use: Optional[str]
    policy_name: Optional[str]
    policy: str
    rules: tuple[tuple[str, str], ...]


def _rule_files(path: PathLike) -> list[tuple[str, str]]:
    place = Path(path)
    try:
        files = sorted(place.rglob("*.toml")) if place.is_dir() else [place]
        read = [(str(file), file.read_text(encoding="utf-8")) for file in files]
    except (OSError, UnicodeDecodeError) as error:
        raise _core.UsageError(f"cannot read rules '{place}': {error}") from error
    if not read:
        raise _core.UsageError(f"no .toml file in '{place}'")
    return read


def _paths(rules: Union[PathLike, Iterable[PathLike], None]) -> list[PathLike]:
    given = [rules] if isinstance(rules, (str, os.PathLike)) else rules or ()
    if isinstance(given, Iterable) and not isinstance(given, bytes):
        paths = list(given)
        if all(isinstance(path, (str, os.PathLike)) for path in paths):
            return paths
    raise TypeError(f"rules are a path or several, not {rules!r}")


def _policy_rules(text: str, folder: Path) -> list[str]:
    """What the policy's key `rules` names; mistakes in the file are told by whoever loads it."""
    try:
        named = tomllib.loads(text).get("rules", [])
    except tomllib.TOMLDecodeError:
        return []
    return [str(folder / path) for path in named if isinstance(path, str)] if isinstance(named, list) else []


def _day(today: Union[str, datetime.date, None]) -> str:
    if today is None:
        today = datetime.datetime.now(datetime.timezone.utc).date()
    if not isinstance(today, (str, datetime.date)):
        raise TypeError(f"today is a date or a str such as '2026-01-31', not {type(today).__name__}")
    return today if isinstance(today, str) else today.isoformat()[:10]  # of a datetime its date


_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def _readable(text: Text) -> tuple[Text, Optional[str]]:
    """A str with halves of characters has no UTF-8: they become U+FFFD, as in the JSON that the command reads."""
    if isinstance(text, str):
        return _SURROGATE.sub(b"\xef\xbf\xbd", text.encode("utf-8", "surrogatepass")), "utf-8"
    raise TypeError(f"a text is str or bytes, not {type(text).__name__}")


def _check_words(**words: Any) -> None:
    for what, word in words.items():
        if word is not None and not isinstance(word, str):
            raise TypeError(f"{what} is a str, not {type(word).__name__}")


def _file_name(name: Any) -> Any:
    """Bytes of a name that are no UTF-8 (halves of characters, in a str) become U+FFFD, as they do in a text."""
    plain = os.fspath(name) if isinstance(name, os.PathLike) else name
    return re.sub("[\ud800-\udfff]", "\ufffd", plain) if isinstance(plain, str) else plain


_THREADS_MOST = 256


def _threads(threads: Any) -> int:
    """As many as are of use."""
    if not isinstance(threads, int):
        raise TypeError(f"threads is an int, not {type(threads).__name__}")
    return max(1, min(threads, _THREADS_MOST))


@lru_cache(maxsize=4)
def _core_of(setup: _Setup) -> _core.Checker:
    """A process to which a checker is sent for each task makes it once."""
    return _core.Checker(*setup)


class Checker:
    """Rules, policy and question, ready to be asked.

    Args:
        rules: a rule file or a folder of them, or several, which add to those built in (as ``--rules``).
        policy: path of an ``imprimatur.toml``; none is searched for.
        use: what you want to do: ``republish`` (the default, unless the policy says another), ``publish``,
            ``broadcast``, ``redistribute``, ``rewrite``, ``translate``, ``excerpt``, ``archive``, ``commercial``,
            ``tdm``, ``ai-train``, ``ai-input`` or ``search``.
        today: the day to judge by, a date or ``"2026-01-31"``; the current one (UTC) if it is not given. It is fixed
            here, so that a long run judges all texts by one day.

    Raises:
        UsageError: an argument is wrong, or a file cannot be read.
        RulesError: the policy or a rule file is wrong; the message has its line.

    Making one takes some ten milliseconds: keep it. It may be used by any number of threads at once (the
    interpreter's lock is not held while texts are read) and be sent to other processes (pickle), which check that
    their rules are the same.
    """

    __slots__ = ("_core", "_setup")

    def __init__(
        self,
        rules: Union[PathLike, Iterable[PathLike], None] = None,
        policy: Optional[PathLike] = None,
        use: Optional[str] = None,
        *,
        today: Union[str, datetime.date, None] = None,
    ) -> None:
        _check_words(use=use)
        paths = _paths(rules)
        name, text = None, ""
        if policy is not None:
            if not isinstance(policy, (str, os.PathLike)):
                raise TypeError(f"policy is a path, not {type(policy).__name__}")
            name = os.fspath(policy)
            try:
                text = Path(policy).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise _core.UsageError(f"cannot read policy '{name}': {error}") from error
            paths = [*_policy_rules(text, Path(policy).absolute().parent), *paths]
        files = tuple(file for path in paths for file in _rule_files(path))
        self._set(_Setup(_day(today), use, name, text, files))

    def _set(self, setup: _Setup) -> None:
        self._setup = setup
        self._core = _core_of(setup)

    @classmethod
    def _from_setup(cls, setup: tuple[Any, ...], version: str, rules: str, policy: Optional[str]) -> Checker:
        made = cls.__new__(cls)
        made._set(_Setup(*setup))
        if (_core.version, made.rules_digest) != (version, rules):
            raise _core.RulesError(
                f"a checker of imprimatur {version} with rules {rules} cannot be made by "
                f"{_core.version} with rules {made.rules_digest}; install the same version everywhere"
            )
        if made.policy_digest != policy:
            raise _core.RulesError(f"the policy came as another than it was sent: {policy}, now {made.policy_digest}")
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (Checker._from_setup, (tuple(self._setup), _core.version, self.rules_digest, self.policy_digest))

    def __repr__(self) -> str:
        return f"<imprimatur.Checker use={self.use!r} today={self.today!r} rules={self.rules_digest!r}>"

    @property
    def use(self) -> str:
        """The use in question."""
        return self._core.use

    @property
    def today(self) -> str:
        """The day that is judged by, ISO 8601."""
        return self._setup.today

    @property
    def fail_on(self) -> str:
        """The verdict from which on a document is to be looked at: the policy's ``fail-on``."""
        return self._core.fail_on

    @property
    def rules_digest(self) -> str:
        """Changes with any rule: which rules said so."""
        return self._core.rules_digest

    @property
    def policy_digest(self) -> Optional[str]:
        """SHA-256 of the policy's text; None without a policy."""
        return hashlib.sha256(self._setup.policy.encode()).hexdigest() if self._setup.policy_name is not None else None

    def _ask(
        self,
        text: Text,
        media_type: Optional[str],
        name: Any,
        encoding: Optional[str],
        use: Optional[str],
        trace: bool,
    ) -> tuple[int, list[tuple[Any, int, str]]]:
        try:
            return self._core.check(text, name, media_type, encoding, use, trace)
        except (UnicodeEncodeError, TypeError):  # looked at only now, for most calls are right
            name = _file_name(name)
            _check_words(name=name, media_type=media_type, encoding=encoding, use=use)
            if not isinstance(text, (bytes, bytearray, memoryview)):
                text, encoding = _readable(text)
            return self._core.check(text, name, media_type, encoding, use, trace)

    def check(
        self,
        text: Text,
        media_type: Optional[str] = None,
        name: Optional[PathLike] = None,
        *,
        encoding: Optional[str] = None,
        use: Optional[str] = None,
    ) -> Document:
        """The verdict for one text.

        Args:
            text: a str, or the bytes of a file in any format and encoding that the command reads.
            media_type: such as ``text/html``; decides how it is read. Else name and content do.
            name: of the file; part of the findings' fingerprints.
            encoding: of bytes, as declared somewhere; ignored for a str.
            use: instead of the checker's.

        Returns:
            The document; of an input with several (a feed, an archive), the one that decides: one that could not be
            read, else the worst. ``check_all`` gives them all.

        Raises:
            UsageError: no such use.
            TypeError: neither str nor bytes.
            MemoryError: there is not enough.

        What cannot be read raises nothing: ``incomplete`` says so, and ``verdict`` is None.
        """
        worst, documents = self._ask(text, media_type, name, encoding, use, False)
        verdict, _, json = documents[worst]
        return Document(json, verdict)

    def check_all(
        self,
        text: Text,
        media_type: Optional[str] = None,
        name: Optional[PathLike] = None,
        *,
        encoding: Optional[str] = None,
        use: Optional[str] = None,
    ) -> list[Document]:
        """As ``check``, for every document of the input (the items of a feed, the members of an archive), in order."""
        _, documents = self._ask(text, media_type, name, encoding, use, False)
        return [Document(json, verdict) for verdict, _, json in documents]

    def check_batch(
        self,
        texts: Iterable[Text],
        media_type: Optional[str] = None,
        names: Optional[Sequence[Optional[PathLike]]] = None,
        *,
        threads: int = 1,
    ) -> list[Document]:
        """``check`` for each of the texts, in their order; ``names`` is parallel to them.

        Raises:
            UsageError: there are not as many names as texts.
            TypeError: one of the texts is neither str nor bytes; the message says which.
        """
        if isinstance(texts, (str, bytes, bytearray, memoryview)) or isinstance(names, str):
            raise TypeError("check_batch takes a list of texts and one of names; for one text there is check")
        items = list(texts)
        for i, item in enumerate(items):
            if not isinstance(item, (str, bytes, bytearray, memoryview)):
                raise TypeError(f"texts[{i}]: a text is str or bytes, not {type(item).__name__}")
        if names is not None and len(names) != len(items):
            raise _core.UsageError(f"{len(items)} texts, but {len(names)} names")
        named = names if names is not None else [None] * len(items)
        threads = _threads(threads)

        def one(text: Text, name: Optional[PathLike]) -> Document:
            return self.check(text, media_type, name)

        if threads <= 1:
            return list(map(one, items, named))
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(one, items, named))

    def check_arrow(
        self,
        table: Any,
        *,
        text: str = "text",
        id: Optional[str] = None,
        url: Optional[str] = None,
        language: Optional[str] = None,
        media_type_column: Optional[str] = None,
        media_type: Optional[str] = None,
        source: str = "",
        threads: int = 1,
    ) -> Stream:
        """The verdicts for the rows of a table, a row a row, in order.

        Args:
            table: anything with ``__arrow_c_stream__`` or ``__arrow_c_array__``: tables, batches and columns of pyarrow,
                data frames and series of polars and pandas, relations of DuckDB, data sets of Hugging Face. A column
                (an array of texts) is taken as it is; of a table the arguments name the columns.
            text: the column with the texts: strings (small, large, views) or bytes, or a dictionary of them.
            id: column of names, which become part of fingerprints.
            url: column of addresses.
            language: column of languages, instead of a guess.
            media_type_column: column of media types.
            media_type: of all texts, or of those whose column says none: ``text/html``. Else texts that begin as HTML
                are read as HTML and all others as plain text.
            source: how the table is named in fingerprints, as the file's name is by the command.
            threads: how many work on a batch. The interpreter's lock is held by none of them.

        Returns:
            An Arrow stream with the columns ``verdict``, ``verdicts``, ``holders``, ``licence``, ``reason``,
            ``findings``, ``language`` and ``incomplete``, to be read once: ``pyarrow.table(…)``,
            ``polars.DataFrame(…)``. ``code_points`` are indices into the text as a ``str``, ``bytes`` into its UTF-8;
            ends are exclusive. A row that could not be read, a null for example, has no verdict and says why in
            ``incomplete``. Batches are checked when they are read, and are those of the table.

        Raises:
            UsageError: no such column, or it holds no texts.
            TypeError: not a table that can be handed over.
        """
        return self._core.check_arrow(
            table, text, id, url, language, media_type_column, media_type, source, _threads(threads)
        )

    def explain(
        self,
        text: Text,
        media_type: Optional[str] = None,
        name: Optional[PathLike] = None,
        *,
        encoding: Optional[str] = None,
        use: Optional[str] = None,
    ) -> Document:
        """As ``check``, with ``trace``: all that was considered, and why it was dropped."""
        worst, documents = self._ask(text, media_type, name, encoding, use, True)
        verdict, _, json = documents[worst]
        return Document(json, verdict)
