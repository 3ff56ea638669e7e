#!/usr/bin/env python3
"""Draws what the releases of a ledger cost: processor time and most memory by the number of the release.

usage: plot_costs.py OUT.svg NAME=COSTS.csv [NAME=COSTS.csv ...]

COSTS.csv is what `ledger_bench --costs` wrote. Refused releases are left out.
"""

import csv
import math
import sys
from html import escape
from pathlib import Path

WIDTH, HEIGHT = 900, 420
LEFT, RIGHT, TOP, BOTTOM, GAP = 60, 20, 50, 60, 80
COLOURS = ("#0b5394", "#b45f06", "#38761d", "#741b47")
PANELS = (("processor", "Processor time of a release, s"), ("memory", "Most memory during a release, MB"))


def read(path):
    """The releases of one file that were made, as numbers by column."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["refused"] == "0"]
    return [{name: float(value) for name, value in row.items() if name != "period"} for row in rows]


def ticks(most):
    """Round steps from 0 to just over the most."""
    step = 10 ** math.floor(math.log10(most))
    while most / step < 4:
        step /= 2
    return [step * number for number in range(math.ceil(most / step) + 1)]


def number_text(value):
    return f"{value:g}"


class Panel:
    """One diagram, and the places of its values in the drawing."""

    def __init__(self, left, column, title, series):
        self.left, self.column, self.title = left, column, title
        self.width = (WIDTH - LEFT - RIGHT - GAP) / 2
        self.marks = ticks(max(row[column] for _, rows in series for row in rows))
        self.last = max(row["number"] for _, rows in series for row in rows)

    def x(self, number):
        return self.left + self.width * (number - 1) / max(1, self.last - 1)

    def y(self, value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.marks[-1]

    def frame(self):
        yield f'<text x="{self.left}" y="{TOP - 18}" font-weight="bold">{escape(self.title)}</text>'
        for mark in self.marks:
            y = self.y(mark)
            yield f'<line x1="{self.left}" x2="{self.left + self.width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
            yield f'<text x="{self.left - 6}" y="{y + 4:.1f}" text-anchor="end">{number_text(mark)}</text>'
        for number in sorted({1, *(round(self.last * part / 4) for part in (1, 2, 3, 4))} - {0}):
            yield f'<text x="{self.x(number):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{number}</text>'
        middle = self.left + self.width / 2
        yield f'<text x="{middle:.1f}" y="{HEIGHT - BOTTOM + 36}" text-anchor="middle">number of the release</text>'

    def curve(self, rows, colour):
        points = " ".join(f"{self.x(row['number']):.1f},{self.y(row[self.column]):.1f}" for row in rows)
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'


def draw(series):
    """The whole drawing as text."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    panel_step = (WIDTH - LEFT - RIGHT - GAP) / 2 + GAP
    for place, (column, title) in enumerate(PANELS):
        panel = Panel(LEFT + place * panel_step, column, title, series)
        lines += panel.frame()
        for (_, rows), colour in zip(series, COLOURS):
            lines += panel.curve(rows, colour)
    for place, ((name, _), colour) in enumerate(zip(series, COLOURS)):
        x, y = LEFT + place * 220, HEIGHT - 10
        lines.append(f'<line x1="{x}" x2="{x + 24}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{x + 30}" y="{y}">{escape(name)}</text>')
    return "\n".join(lines) + "\n</svg>\n"


def main(arguments):
    if len(arguments) < 2 or not all("=" in given for given in arguments[1:]):
        print(__doc__, file=sys.stderr)
        return 2
    series = []
    for given in arguments[1:]:
        name, path = given.split("=", 1)
        series.append((name, read(path)))
    Path(arguments[0]).write_text(draw(series), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
