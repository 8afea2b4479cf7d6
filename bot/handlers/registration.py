"""Joins a command of the table to its handler."""

from collections.abc import Callable
from typing import Any, TypeVar

from aiogram import Router
from aiogram.filters import Command

from bot.commands import BotCommandSpec, Role

F = TypeVar("F", bound=Callable[..., Any])


def on_command(router: Router, spec: BotCommandSpec) -> Callable[[F], F]:
    """Messages everywhere; what a guest may read also as a post of a channel."""

    def register(handler: F) -> F:
        wanted = Command(spec.name, ignore_case=True)
        router.message.register(handler, wanted, flags={"spec": spec})
        if spec.role is Role.GUEST:
            router.channel_post.register(handler, wanted, flags={"spec": spec})
        return handler

    return register
