"""A list of functions to which higher apps add their own."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


class Registry(Generic[Function]):
    """Functions in the order they were registered; registering one twice changes nothing."""

    def __init__(self) -> None:
        self._functions: list[Function] = []

    def register(self, function: Function) -> Function:
        if function not in self._functions:
            self._functions.append(function)
        return function

    def unregister(self, function: Function) -> None:
        self._functions.remove(function)

    def __iter__(self) -> Iterator[Function]:
        return iter(list(self._functions))
