"""What modules say to people goes through gettext, and as a text that can be collected: never an f-string."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

GETTEXT = {"_", *(f"{kind}gettext{lazy}" for kind in ("", "n", "p", "np") for lazy in ("", "_lazy"))}
MESSAGES = {"success", "warning", "error", "info", "add_message"}  # of django.contrib.messages
TOLD = {"ValidationError", "add_error", "message_user", "display"}
WRITTEN_BESIDE = {"verbose_name", "verbose_name_plural", "help_text", "label", "description", "empty_label"}
NOT_READ_BY_VISITORS = ("migrations", "management", "demo", "verify.py")
WORD = re.compile(r"[A-Za-z]{2,}")


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_told(call: ast.Call) -> bool:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return name_of(call.func) in TOLD or (
        name_of(call.func) in MESSAGES and isinstance(owner, ast.Name) and owner.id == "messages"
    )


def untranslated(node: ast.AST) -> Iterator[str]:
    """Words of a text that gettext never sees; calls within have arguments of their own."""
    match node:
        case ast.Constant(value=str(text)) if WORD.search(text):
            yield text
        case ast.JoinedStr(values=values):
            yield from (text for one in values if isinstance(one, ast.Constant) for text in untranslated(one))
        case ast.BinOp() | ast.IfExp() | ast.List() | ast.Tuple():
            for child in ast.iter_child_nodes(node):
                yield from untranslated(child)
        case ast.Dict(values=values):
            for value in values:
                yield from untranslated(value)


def faults_in(source: str) -> Iterator[tuple[int, str]]:
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if name_of(call.func) in GETTEXT:
            # A format within `%` comes after gettext; within the call it is a text of its own each time.
            given = (node for argument in call.args for node in ast.walk(argument))
            yield from ((node.lineno, ast.unparse(node)) for node in given if isinstance(node, ast.JoinedStr))
            continue
        texts = [one.value for one in call.keywords if one.arg in WRITTEN_BESIDE]
        if is_told(call):
            # A first argument of these two names a field, the one of `add_message` a request.
            texts += call.args[1:] if name_of(call.func) in ("add_error", "add_message") else call.args
            texts += [one.value for one in call.keywords if one.arg == "message"]
        yield from ((one.lineno, text) for one in texts for text in untranslated(one))


@pytest.mark.parametrize(
    "source",
    [
        '_(f"Until {day}.")',
        'ngettext(f"{n} day", "days", n)',
        'messages.success(request, f"{name} is in.")',
        'messages.error(request, "Not possible.")',
        'raise ValidationError({"day": f"Not on {day}."})',
        'form.add_error("day", "Too late." if late else _("Too early."))',
        'self.message_user(request, f"{count} events were published.")',
        'models.CharField(verbose_name="name of the meter")',
        'admin.display(description="free since")',
    ],
)
def test_text_past_gettext_is_found(source):
    assert list(faults_in(source))


@pytest.mark.parametrize(
    "source",
    [
        '_("Until %(day)s.") % {"day": f"{day} or later"}',
        'raise ValidationError(f"{row}: {text}")',
        'form.add_error("starts_at", _("Too early."))',
        'logger.error(f"Mail to {number} people failed.")',
        'admin.display(description="m²")',
    ],
)
def test_text_that_gettext_sees_or_nobody_reads_is_left_alone(source):
    assert list(faults_in(source)) == []


def test_no_module_says_anything_past_gettext():
    found, walked = {}, 0
    for app in ("events", "governance", "members", "multifactory", "spaces"):
        for path in (ROOT / app).rglob("*.py"):
            if not set(path.parts) & set(NOT_READ_BY_VISITORS):
                walked += 1
                if faults := list(faults_in(path.read_text())):
                    found[str(path.relative_to(ROOT))] = faults

    assert walked > 500
    assert found == {}
