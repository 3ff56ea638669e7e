#!/usr/bin/env python3
"""Fails on a source file over 300 lines or a function over 60.

usage: check_sizes.py [ROOT]
"""

import ast
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from source_tree import ROOT, files, report, text_of, without_literals  # noqa: E402

MAX_FILE = 300
MAX_FUNCTION = 60
SUFFIXES = {".cpp", ".hpp", ".py", ".ts"}

# What may be between the closing bracket of a parameter list and the body.
_FUNCTION_HEAD = re.compile(
    r"\)\s*(?:(?:const|noexcept(?:\s*\([^()]*\))?|override|final|mutable|constexpr|try|&&?)\s*)*"
    r"(?:->\s*[\w:<>,&*\s]+?)?(?:\s*:\s*[^:{};][^{};]*)?\s*$"
)
_CONTROL = re.compile(r"\b(?:if|for|while|switch|catch)\s*(?:constexpr\s*)?\(")
_TYPE = re.compile(r"\b(?:namespace|class|struct|union|enum)\b[^()]*$|\bextern\s*\"\"\s*$")


def closing(text, start):
    """Position just after the brace that closes the one at start."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at + 1
    return len(text)


def cpp_functions(source):
    """Yields (line, lines) of each outermost function body or lambda, signature not counted."""
    text = re.sub(r"^[ \t]*#[^\n]*(?:\\\n[^\n]*)*", lambda m: "\n" * m[0].count("\n"), without_literals(source),
                  flags=re.MULTILINE)
    at = head_start = 0
    while at < len(text):
        char = text[at]
        if char in ";}":
            head_start = at + 1
        elif char == "{":
            head = text[head_start:at]
            is_constructor_body = not head.strip() and text[:at].rstrip().endswith("}")
            is_function = not _TYPE.search(head) and (
                is_constructor_body or (_FUNCTION_HEAD.search(head) and not _CONTROL.search(head)))
            if is_function:
                end = closing(text, at)
                yield text.count("\n", 0, at) + 1, text.count("\n", at, end) + 1
                at = end - 1
            head_start = at + 1
        at += 1


def python_functions(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1


def check(root):
    faults = []
    for path in files(root, SUFFIXES):
        source = text_of(path)
        name = path.relative_to(root)
        lines = source.count("\n")
        if lines > MAX_FILE:
            faults.append(f"{name}: {lines} lines; at most {MAX_FILE}: split it")
        functions = {".cpp": cpp_functions, ".hpp": cpp_functions, ".py": python_functions}.get(path.suffix)
        for line, length in functions(source) if functions else ():
            if length > MAX_FUNCTION:
                faults.append(f"{name}:{line}: a function of {length} lines; at most {MAX_FUNCTION}: split it")
    return faults


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    sys.exit(report(check(root), f"no file over {MAX_FILE} lines, no function over {MAX_FUNCTION}"))
