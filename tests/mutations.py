"""Mutants of the book's code: one changed operator, constant, colour or word, at places that a fixed seed picks.

The operators are those of cosmic-ray, used as a library; words and colours, for which it has none, follow its form.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators import (
    binary_operator_replacement,
    boolean_replacer,
    break_continue,
    comparison_operator_replacement,
    number_replacer,
    unary_operator_replacement,
)
from cosmic_ray.operators.operator import Operator

SEED = 2026
# One near neighbour for each sign: a far one (a power for a sum) fails at once and proves nothing.
_SIGNS = [
    "Add_Sub",
    "Sub_Add",
    "Mul_Div",
    "Div_Mul",
    "FloorDiv_Mul",
    "Mod_Mul",
    "Pow_Mul",
    "BitOr_BitAnd",
    "BitAnd_BitOr",
    "Eq_NotEq",
    "NotEq_Eq",
    "Lt_LtE",
    "LtE_Lt",
    "Gt_GtE",
    "GtE_Gt",
    "Lt_GtE",
    "LtE_Gt",
    "Gt_LtE",
    "GtE_Lt",
    "Is_IsNot",
    "IsNot_Is",
]
_UNARY = ("USub_UAdd", "Delete_USub", "Delete_Invert", "Delete_Not")
# What is no value and no calculation: types, decorators, and the words of errors, which other tests hold.
_NO_PLACE = {"annassign", "tfpdef", "decorator", "raise_stmt", "assert_stmt", "import_from", "import_name"}
# Words that matplotlib reads, not a reader.
_TECHNICAL = re.compile(r"axes fraction|offset points|figure fraction|%[a-zA-Z] ")
_INKS = ("INK", "SLATE", "BLUE", "OCHRE", "TEAL", "RED", "GREY", "SOFT_BLUE")


@dataclass(frozen=True)
class Mutant:
    """A change of one file: what stands from `start` on in place of `before`; `line` is where, `of` what was changed."""

    kind: str
    file: str
    of: str
    line: int
    start: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.of}: {_shown(self.before)} → {_shown(self.after)}"

    def text(self, original: str) -> str:
        """Return the file's text with the change; raises ValueError if what is to be changed is not there."""
        end = self.start + len(self.before)
        if original[self.start : end] != self.before:
            raise ValueError(f"{self.file} is no longer what it was: make the mutants anew.")
        return original[: self.start] + self.after + original[end:]


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else f"{words[:67]}…"


def mutant(kind: str, file: str, of: str, original: str, changed: str) -> Mutant:
    """Return the change from one text of a file to another, with the word around it on both sides."""
    start = next((i for i, pair in enumerate(zip(original, changed, strict=False)) if pair[0] != pair[1]), 0)
    rest = min(len(original), len(changed)) - start
    same = next((i for i in range(rest) if original[-1 - i] != changed[-1 - i]), rest)
    while start and re.match(r"[^\s()\[\],]", original[start - 1]):
        start -= 1
    while same and re.match(r"[^\s()\[\],]", original[-same]):
        same -= 1
    line = original.count("\n", 0, start) + 1
    cut = slice(start, -same or None)
    return Mutant(kind, file, of, line, start, original[cut], changed[cut])


class WordReplacer(Operator):
    """Change a letter of what is written for a reader: a text that holds a space."""

    def mutation_positions(self, node):
        """Yield the place of a text, or of a part of one between values, that has words in it."""
        words = node.type in ("string", "fstring_string") and re.search(r"[A-Za-z]\w* ", node.value)
        if (
            words
            and not _TECHNICAL.search(node.value)
            and not (node.type == "string" and node.value.startswith(('"""', "r")))
        ):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        """Put an x for the first small letter that a space follows sooner or later."""
        node.value = re.sub(
            r"(?<![\\A-Za-z{])([A-Za-z]?)([a-z])(?=\w* )",
            lambda m: f"{m[1]}{_other(m[2])}",
            node.value,
            count=1,
        )
        return node

    @classmethod
    def examples(cls):
        """Return no example: the tests of the mutants have them."""
        return ()


class ColourReplacer(WordReplacer):
    """Put another ink in the place of one: style.BLUE becomes style.OCHRE."""

    def mutation_positions(self, node):
        """Yield the place of a colour's name after `style.`."""
        if (
            node.type == "name"
            and node.value in _INKS
            and (leaf := node.get_previous_leaf())
            and leaf.value == "."
        ):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        """Name the next ink of the list."""
        node.value = _INKS[(_INKS.index(node.value) + 1) % len(_INKS)]
        return node


def _other(letter: str) -> str:
    return "q" if letter == "x" else "x"


def _of(module: object, names: list[str] | tuple[str, ...], prefix: str) -> list[Operator]:
    return [getattr(module, prefix + name)() for name in names if hasattr(module, prefix + name)]


OPERATORS: dict[str, list[Operator]] = {
    "operator": [
        *_of(binary_operator_replacement, _SIGNS, "ReplaceBinaryOperator_"),
        *_of(comparison_operator_replacement, _SIGNS, "ReplaceComparisonOperator_"),
        *_of(unary_operator_replacement, _UNARY, "ReplaceUnaryOperator_"),
        boolean_replacer.ReplaceAndWithOr(),
        boolean_replacer.ReplaceOrWithAnd(),
        break_continue.ReplaceBreakWithContinue(),
        break_continue.ReplaceContinueWithBreak(),
    ],
    "constant": [
        number_replacer.NumberReplacer(),
        boolean_replacer.ReplaceTrueWithFalse(),
        boolean_replacer.ReplaceFalseWithTrue(),
    ],
    "condition": [boolean_replacer.AddNot()],
    "word": [WordReplacer()],
    "colour": [ColourReplacer()],
}


def places(source: str, kind: str) -> Iterator[tuple[str, Operator, int]]:
    """Yield each place of a module that an operator of a kind can change: the function, the operator, which one."""
    nodes = list(ast_nodes(get_ast(source)))
    for operator in OPERATORS[kind]:
        count = -1
        for node in nodes:
            for _ in operator.mutation_positions(node):
                count += 1
                if not _left_out(node):
                    yield _function(node), operator, count


def _left_out(node) -> bool:
    before, after = node.get_previous_sibling(), node.get_next_sibling()
    if node.parent is not None and node.parent.type == "parameters":
        return True  # the star before arguments that have to be named
    # A sum with a text in it is no calculation; a difference there fails at once.
    if node.type == "operator" and any(
        side is not None and side.type in ("string", "fstring", "strings") for side in (before, after)
    ):
        return True
    while node.parent is not None:
        parent = node.parent
        if parent.type in _NO_PLACE or (parent.type == "funcdef" and node is parent.annotation):
            return True
        if parent.type == "param" and node is parent.annotation:
            return True
        if parent.type == "argument" and parent.children[0].get_code().strip() == "strict":
            return True  # a guard, like an assertion: it decides nothing as long as all is well
        if (
            node.type in ("string", "strings")
            and parent.type in ("expr_stmt", "simple_stmt")
            and node is parent.children[0]
        ):
            return True  # a docstring
        node = parent
    return False


def _function(node) -> str:
    name = "the module"
    while node is not None:
        if node.type == "funcdef":
            name = node.name.value
        node = node.parent
    return name


def of_module(root: Path, file: str, kinds: tuple[str, ...], *, each: bool = False) -> Iterator[Mutant]:
    """Yield one mutant for each function of a module, of the first of `kinds` that it has a place for.

    With `each`, one of every kind. Operators and constants together count as one kind: "operator+constant".
    """
    source = (root / file).read_text(encoding="utf-8")
    found: dict[str, dict[str, list[tuple[Operator, int]]]] = {}
    for kind in kinds:
        for part in kind.split("+"):
            for function, operator, n in places(source, part):
                found.setdefault(function, {}).setdefault(kind, []).append((operator, n))
    for function, by_kind in found.items():
        for kind in [k for k in kinds if k in by_kind][: None if each else 1]:
            pick = random.Random(f"{SEED} {file} {function} {kind}")
            choice = by_kind[kind][:]
            pick.shuffle(choice)
            for operator, n in choice:
                changed = mutate_code(source, operator, n)
                if changed and changed != source:
                    yield mutant(_kind(operator), file, function, source, changed)
                    break


def _kind(operator: Operator) -> str:
    return next(kind for kind, operators in OPERATORS.items() if operator in operators)
