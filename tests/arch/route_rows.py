"""Reads the rows that a routes_*.cpp adds to the table of routes, also through a lambda of the file."""

import re

CONSTANT = re.compile(r'const std::string (\w+) = "([^"]*)";')
LAMBDA = re.compile(r"const auto (\w+) = \[&\]\(([^)]*)\) \{\n(.*?)\n  \};\n", re.DOTALL)
ROW = "table.push_back("


def arguments(text, start):
    """The texts between the commas of a bracket that opens just before `start`, and where it closes."""
    parts, depth, quoted, begin, at = [], 0, False, start, start
    while at < len(text):
        sign = text[at]
        if sign == "\\" and quoted:
            at += 1
        elif sign == '"':
            quoted = not quoted
        elif quoted:
            pass
        elif sign in "({[":
            depth += 1
        elif sign in ")}]" and depth:
            depth -= 1
        elif sign in ",)}]" and not depth:
            parts.append(text[begin:at].strip())
            begin = at + 1
            if sign != ",":
                break
        at += 1
    return parts, at


def calls(text, name):
    """The arguments of each call of a function."""
    for match in re.finditer(rf"(?<![\w.]){re.escape(name)}", text):
        yield arguments(text, match.end())[0]


def expand(text):
    """The text with each call of a lambda followed by its body, arguments in place of parameters."""
    while match := max(LAMBDA.finditer(text), key=lambda m: m.start(), default=None):
        name, body = match[1], match[3]
        parameters = [part.split()[-1].lstrip("&") for part in match[2].split(",")]
        rest = text[:match.start()] + text[match.end():]
        bodies = []
        for given in calls(rest, name + "("):
            filled = body
            for parameter, argument in zip(parameters, given):
                filled = re.sub(rf"\b{parameter}\b", lambda _, value=argument: value, filled)
            bodies.append(filled)
        text = rest + "\n" + "\n".join(bodies)
    return text


def value_of(expression, constants):
    """The text of literals and constants joined by +; None if the expression has anything else."""
    value = ""
    for part in (part.strip() for part in expression.split("+")):
        if part in constants:
            value += constants[part]
        elif re.fullmatch(r'"[^"]*"', part):
            value += part[1:-1]
        else:
            return None
    return value


def read(source):
    """Returns the (method, pattern) of each row, and the text of each row that cannot be read."""
    constants, rows, unread = dict(CONSTANT.findall(source)), [], []
    for given in calls(expand(source), ROW):
        opens = re.match(r"(?:Route)?\{", given[0])
        cells = arguments(given[0], opens.end())[0] if opens else []
        values = [value_of(cell, constants) for cell in cells[:2]]
        if len(values) == 2 and None not in values:
            rows.append(tuple(values))
        else:
            unread.append(" ".join(given[0].split()))
    return rows, unread
