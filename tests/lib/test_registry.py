"""Functions that higher apps add."""

from multifactory.lib.registry import Registry


def test_a_function_registered_twice_is_called_once():
    registry = Registry()
    registry.register(len)
    registry.register(len)
    assert list(registry) == [len]
