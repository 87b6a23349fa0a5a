"""Where the template of ``.format`` comes from: literals of ours, translated or not, and nothing else.

A template that holds words of users runs what they typed: ``{2026}`` stops a page, and
``{name.__class__}`` prints what nobody should see. What ``.format`` returned is no template any more.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[1]
WORDS = {"_": 1, "N_": 1, "ngettext": 2}  # how many of the arguments are words
KEEP = {"copy", "get", "lstrip", "rstrip", "strip", "values"}
SCOPES = (ast.FunctionDef, ast.Lambda, ast.Module, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
EACH = -1  # any item of a collection, in a path of items
Items = tuple[int, ...]


class Source:
    """A module's tree, with the way up from each node."""

    def __init__(self, code: str) -> None:
        self.tree = ast.parse(code)
        self.above = {low: high for high in ast.walk(self.tree) for low in ast.iter_child_nodes(high)}

    def scopes(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self.above:
            node = self.above[node]
            if isinstance(node, SCOPES):
                yield node


@cache
def source(path: Path) -> Source:
    return Source(path.read_text(encoding="utf-8"))


def strange(code: Source) -> list[str]:
    """Return every ``.format`` whose template is not all ours, and every ``"..." % value``, with its row."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(code.tree)
        if (isinstance(node, ast.Attribute) and node.attr in {"format", "format_map"}
            and not _styles(code.above[node]) and not _ours(code, node.value))
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
            and isinstance(getattr(node.left, "value", None), str))
    ]  # fmt: skip


def _styles(node: ast.AST) -> bool:
    """Say whether this is pandas's way to format a table: it says what it escapes."""
    return isinstance(node, ast.Call) and [word.arg for word in node.keywords] == ["escape"]


def _ours(code: Source, node: ast.AST | None, at: Items = (), seen: frozenset[object] = frozenset()) -> bool:
    """Say whether an expression, or the item of it at a path, can be nothing but words of ours."""
    if (node, at) in seen:
        return True

    def ours(one: ast.AST | None, where: Items = at) -> bool:
        return _ours(code, one, where, seen | {(node, at)})

    match node:
        case ast.Constant():
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            inside = parts[at[0] :][:1] if at and at[0] != EACH else parts
            return all(ours(part, at[1:]) for part in inside)
        case ast.BoolOp(values=parts):
            return all(map(ours, parts))
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, op=ast.Add() | ast.BitOr(), right=other):
            return ours(one) and ours(other)
        case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part) | ast.DictComp(value=part):
            return ours(part, at[1:])
        case ast.Subscript(value=part):
            return ours(part, (EACH, *at))
        case ast.NamedExpr(value=part) | ast.Starred(value=part):
            return ours(part)
        case ast.Call(func=ast.Attribute(value=part, attr="items")):
            return at[:2] == (EACH, 1) and ours(part, (EACH, *at[2:]))
        case ast.Call(func=ast.Attribute(value=part, attr=name), args=others) if name in KEEP:
            return ours(part, (EACH, *at) if name == "get" else at) and all(map(ours, others[1:]))
        case ast.Call(func=ast.Name(id="zip"), args=parts):
            return ours(parts[at[1]], (EACH, *at[2:])) if len(at) > 1 else all(map(ours, parts))
        case ast.Call(func=ast.Name(id=name), args=parts) if name in WORDS:
            return all(ours(part) for part in parts[: WORDS[name]])
        case ast.Call(func=ast.Name(id="dict"), keywords=parts):
            return all(ours(part.value, at[1:]) for part in parts)
        case ast.Call(func=ast.Name() as name) | (ast.Name() as name):
            found = next(filter(None, (list(_bound(code, s, name.id)) for s in code.scopes(name))), [])
            here = seen | {(node, at)}
            return bool(found) and all(_bound_ours(code, how, (*to, *at), here) for how, to in found)
    return False


def _bound_ours(code: Source, how: ast.AST, at: Items, seen: frozenset[object]) -> bool:
    """Say whether what a name was given is ours: a value, what a function returns, or what a module holds."""
    if isinstance(how, ast.FunctionDef):
        ends = [node.value for node in _within(how) if isinstance(node, ast.Return)]
        return all(_ours(code, end, at, seen) for end in ends)
    if isinstance(how, ast.ImportFrom):
        file = PROJECT / str(how.module).replace(".", "/")
        path = next((p for p in (file.with_suffix(".py"), file / "__init__.py") if p.exists()), None)
        name = how.names[0].name
        there = list(_bound(source(path), source(path).tree, name)) if path else []
        return bool(there) and all(_bound_ours(source(path), one, (*to, *at), seen) for one, to in there)
    return _ours(code, how, at, seen)


def _within(scope: ast.AST) -> Iterator[ast.AST]:
    """Walk over what a scope holds itself; what is inside its functions and loops in brackets is theirs."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, (*SCOPES, ast.ClassDef)):
            yield from _within(node)


def _bound(code: Source, scope: ast.AST, name: str) -> Iterator[tuple[ast.AST, Items]]:
    """Yield what gives a name its value in a scope."""
    if isinstance(scope, (ast.FunctionDef, ast.Lambda)):
        known = [node.arg for node in ast.walk(scope.args) if isinstance(node, ast.arg)]
        if name in known:
            yield from ((value, ()) for value in _handed_in(code, scope, known.index(name), name))
    for node in _within(scope):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((value, at) for target in targets for at in _places(target, name))
            case ast.AnnAssign(target=target, value=value) | ast.AugAssign(target=target, value=value):
                yield from ((value, at) for at in _places(target, name) if value)
            case ast.NamedExpr(target=target, value=value):
                yield from ((value, at) for at in _places(target, name))
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                yield from ((value, (EACH, *at)) for at in _places(target, name))
            case ast.FunctionDef(name=known) if known == name:
                yield node, ()
            case ast.ImportFrom(module=module, names=names, level=level):
                yield from ((ast.ImportFrom(module, [each], level), ()) for each in names
                            if (each.asname or each.name) == name)


def _handed_in(code: Source, scope: ast.AST, place: int, name: str) -> Iterator[ast.AST]:
    """Yield what the calls of a function of one module hand in; of any other nobody knows."""
    function = getattr(scope, "name", "")
    calls = [node for node in ast.walk(code.tree)
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function]
    if not function.startswith("_") or not calls:
        yield scope.args
    for call in calls if function.startswith("_") else ():
        named = [word.value for word in call.keywords if word.arg == name]
        yield (named or call.args[place : place + 1] or [scope.args])[0]


def _places(target: ast.AST, name: str) -> Iterator[Items]:
    """Yield where a name stands among what is unpacked."""
    match target:
        case ast.Name(id=known) if known == name:
            yield ()
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for number, part in enumerate(parts):
                yield from ((number, *rest) for rest in _places(part, name))
