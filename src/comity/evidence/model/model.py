"""One model at one address: asked about each part of a document, its answers kept so that none is asked for twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from comity.evidence.act_json import Json
from comity.evidence.document import Document
from comity.evidence.intake.shelf import write_whole
from comity.evidence.model.answers import AnswerRefusedError, acts_of, proposal_of, refusals
from comity.evidence.model.asking import ModelError, ask, checked_address
from comity.evidence.model.prompt import (
    answer_schema,
    parts_of,
    prompt_digest,
    system_prompt,
    user_prompt,
)
from comity.evidence.proposing.proposal import Proposal
from comity.evidence.proposing.text_reading import TextReading


class Model:
    """A language model behind the gate. `actions` are the law's, each with its meaning. `key` goes into the request's header and nowhere else.

    Raises ModelError for an address that is none, and when a server cannot be asked.
    """

    def __init__(
        self, *, name: str, url: str, actions: Mapping[str, str], key: str | None = None
    ) -> None:
        self._model = name
        self._address = checked_address(url)
        self._key = key
        self._actions = dict(actions)

    @property
    def name(self) -> str:
        """How its proposals are signed."""
        return f"model:{self._model}"

    @property
    def account(self) -> Mapping[str, Json]:
        """What is recorded: the model, its host, how it was asked. Never the key."""
        return {
            "name": self._model,
            "host": urlsplit(self._address).hostname,
            "temperature": 0,
            "prompt": prompt_digest(self._system, self._schema),
        }

    @cached_property
    def _system(self) -> str:
        return system_prompt(self._actions)

    @cached_property
    def _schema(self) -> dict[str, Json]:
        return answer_schema(tuple(self._actions))

    def propose(self, document: Document, shelf: Path) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:  # fmt: skip
        """Proposals that passed the gate, and why others did not. Raises ModelError, OSError."""
        if document.language not in {"en", "unknown"}:
            return (), ()
        reading = TextReading(document)
        made: list[Proposal] = []
        refused: list[str] = []
        for part in parts_of(document):
            content = self._answer(user_prompt(part, document), shelf)
            try:
                forms = acts_of(content)
            except AnswerRefusedError as error:
                refused.append(str(error))
                continue
            for form in forms:
                try:
                    made.append(proposal_of(form, reading, frozenset(self._actions), self.name))
                except refusals() as error:
                    refused.append(str(error))
        return tuple(made), tuple(refused)

    def _answer(self, asked: str, shelf: Path) -> str:
        """The model's answer, from the folder if it was asked the same before."""
        body: dict[str, Json] = {
            "model": self._model,
            "temperature": 0,
            "seed": 0,
            "messages": [
                {"role": "system", "content": self._system},
                {"role": "user", "content": asked},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "acts", "strict": True, "schema": self._schema},
            },
        }
        sign = hashlib.sha256(f"{self._address}\0{json.dumps(body, sort_keys=True)}".encode())
        kept = shelf / "model" / f"{sign.hexdigest()}.txt"
        with suppress(OSError, UnicodeDecodeError):
            return kept.read_text("utf-8")
        content = ask(self._address, self._key, body)
        kept.parent.mkdir(exist_ok=True)
        write_whole(kept, content.encode("utf-8", "replace"))
        return content


__all__ = ["Model", "ModelError"]
