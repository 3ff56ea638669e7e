"""A strict YAML reader: a repeated key of a mapping is a fault, and dates stay texts."""

import yaml


class Fault(Exception):
    """The fault, as `line: text`."""


class _Loader(yaml.SafeLoader):
    def construct_mapping(self, node, deep=False):
        names = set()
        for key, _ in node.value:
            if key.value in names:
                raise Fault(f"{key.start_mark.line + 1}: the key {key.value} occurs twice in one mapping")
            names.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def load(text):
    """The values of a text; raises Fault."""
    try:
        return yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Fault(f"{line}: no YAML: {error.problem}") from error


def references(text):
    """(line, target) of every `$ref` in a text that load() takes."""
    waiting = [yaml.compose(text, _Loader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == "$ref" and isinstance(value, yaml.ScalarNode):
                    yield value.start_mark.line + 1, value.value
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
