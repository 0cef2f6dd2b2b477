"""YAML as the records of the book are written: plain. What could surprise whoever reads it is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from lib.records import Problem, require_none

_MOST_BYTES = 1_000_000
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_REMEDY = "Mend that line."


class _Plain(yaml.SafeLoader):
    """A loader that takes no anchors or aliases, no tags, no key twice and no control characters."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="an anchor or an alias, which can make little text endless",
                problem_mark=event.start_mark,
            )
        if getattr(event, "tag", None):
            raise yaml.MarkedYAMLError(problem=f"a tag, {event.tag}", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
                raise yaml.MarkedYAMLError(problem="a key that is no word", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f'the key "{key.value}" again', problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        text = super().construct_scalar(node)
        if isinstance(text, str) and (hidden := _CONTROL.search(text)):
            raise yaml.MarkedYAMLError(
                problem=f"a control character, U+{ord(hidden[0]):04X}", problem_mark=node.start_mark
            )
        return text


def read(path: Path, file: str) -> Any:
    """Return what a YAML file holds; `file` is how messages call it.

    Raises SeedError for a file that is too large, not UTF-8, not YAML, or has anchors, aliases, tags, a key twice or
    control characters.
    """
    if not path.is_file():
        require_none([Problem(file, "", "the file", "none", "Put it back.")])
    if (size := path.stat().st_size) > _MOST_BYTES:
        require_none([Problem(file, "", f"at most {_MOST_BYTES:,} bytes", f"{size:,}", "Nothing was read.")])
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Plain)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        require_none([Problem(file, place, "plain YAML", str(error.problem), _REMEDY)])
    except yaml.YAMLError as error:
        found = " ".join(str(error).split()[:12])
        require_none([Problem(file, "", "plain YAML", f"what is none ({found})", "Mend it.")])
    except UnicodeDecodeError as error:
        require_none([Problem(file, f"byte {error.start}", "UTF-8", "another encoding", "Save it as UTF-8.")])
    except ValueError as error:
        # A day that no calendar has, or a number with thousands of digits.
        require_none(
            [Problem(file, "", "values that can be read", f"one that can not ({error})", "Correct it.")]
        )
    except RecursionError:
        require_none([Problem(file, "", "plain YAML", "lists within lists without end", "Mend it.")])
    return None
