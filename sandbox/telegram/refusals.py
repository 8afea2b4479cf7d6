"""How the local Bot API says no. Wordings are Telegram's, because bots match on them."""

from typing import Any


class Refusal(Exception):
    """The call is answered with `ok: false`. Nothing was changed."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")


def too_many(retry_after_s: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after_s}", {"retry_after": retry_after_s})
