"""Plots as inline SVG: stacked bars, lines with dots, and ranges with what came of them; no script, no request."""

from collections.abc import Sequence
from html import escape
from math import ceil

WIDTH, HEIGHT, LEFT, TOP, BASE = 640, 240, 44, 18, 204

Values = Sequence[float | None]


def stacked(title: str, labels: Sequence[str], series: Sequence[tuple[str, Values]]) -> str:
    """Bars that stack the series, one bar a label; the sum stands on top."""
    sums = [sum(values[n] or 0 for _, values in series) for n in range(len(labels))]
    most = _top(sums)
    width = min(36.0, 0.7 * _step(labels))
    bars = []
    for n in range(len(labels)):
        under = 0.0
        for kind, (name, values) in enumerate(series):
            value = values[n] or 0
            if value:
                y, tall = _y(under + value, most), _y(under, most) - _y(under + value, most)
                tip = f"<title>{escape(labels[n])}: {escape(name)} {value:g}</title>"
                box = (
                    f'x="{_x(n, labels) - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" height="{tall:.1f}"'
                )
                bars.append(f'<rect class="c{kind}" {box}>{tip}</rect>')
            under += value
        if sums[n]:
            bars.append(_text(_x(n, labels), _y(sums[n], most) - 5, f"{sums[n]:g}", "v"))
    return _figure(title, labels, [name for name, _ in series], most, "".join(bars))


def lines(title: str, labels: Sequence[str], series: Sequence[tuple[str, Values]], most: float = 0) -> str:
    """A line a series with a dot a label, on a scale up to `most`; it breaks where nothing was measured."""
    most = most or _top([value for _, values in series for value in values if value is not None])
    drawn = []
    for kind, (name, values) in enumerate(series):
        for run in _runs(values):
            points = " ".join(f"{_x(n, labels):.1f},{_y(value, most):.1f}" for n, value in run)
            drawn.append(f'<polyline class="s{kind}" points="{points}"/>')
        for n, value in [(n, value) for n, value in enumerate(values) if value is not None]:
            tip = f"<title>{escape(labels[n])}: {escape(name)} {value:g}</title>"
            drawn.append(
                f'<circle class="c{kind}" cx="{_x(n, labels):.1f}" cy="{_y(value, most):.1f}" r="3.5">{tip}</circle>'
            )
    return _figure(title, labels, [name for name, _ in series], most, "".join(drawn))


def ranges(
    title: str,
    names: tuple[str, str, str],
    visits: Sequence[tuple[float, str, float, float, float]],
    ticks: Sequence[str],
) -> str:
    """What was promised as bars and what came of it as dots: visits are (place 0–1, number, low, high, actual).

    `names`: the promise, a dot inside it, a dot outside. `ticks` are spread over the width.
    """
    most = _top([max(high, actual) for _, _, _, high, actual in visits])
    drawn = []
    for place, number, low, high, actual in visits:
        x = LEFT + 10 + place * (WIDTH - LEFT - 30)
        kind = 1 if low <= actual <= high else 2
        bar = f'x="{x - 2:.1f}" y="{_y(high, most):.1f}" width="4" height="{_y(low, most) - _y(high, most):.1f}"'
        tip = f"<title>{escape(number)}: {low:g}–{high:g} → {actual:.0f}</title>"
        drawn.append(
            f'<rect class="p" rx="2" {bar}/><circle class="r{kind}" cx="{x:.1f}" cy="{_y(actual, most):.1f}" r="3">{tip}</circle>'
        )
    legend = [("p", names[0]), ("r1", names[1]), ("r2", names[2])]
    return _frame(title, ticks, legend, most, "".join(drawn))


def _figure(title: str, labels: Sequence[str], names: Sequence[str], most: float, drawn: str) -> str:
    return _frame(title, labels, [(f"c{kind}", name) for kind, name in enumerate(names)], most, drawn)


def _frame(
    title: str, labels: Sequence[str], legend: Sequence[tuple[str, str]], most: float, drawn: str
) -> str:
    steps = [most * part / 4 for part in range(5)]
    grid = "".join(
        f'<line class="g" x1="{LEFT}" x2="{WIDTH - 8}" y1="{_y(value, most):.1f}" y2="{_y(value, most):.1f}"/>'
        + _text(LEFT - 8, _y(value, most) + 4, f"{value:g}", "e")
        for value in steps
    )
    every = max(1, ceil(len(labels) / 14))
    under = "".join(
        _text(_x(n, labels), BASE + 18, label, "m") for n, label in enumerate(labels) if n % every == 0
    )
    keys = "".join(f'<li><i class="{kind}"></i>{escape(name)}</li>' for kind, name in legend)
    svg = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">{grid}{drawn}{under}</svg>'
    return f'<figure><figcaption><h2>{escape(title)}</h2><ul class="key">{keys}</ul></figcaption><div class="scroll">{svg}</div></figure>'


def _runs(values: Values) -> list[list[tuple[int, float]]]:
    found: list[list[tuple[int, float]]] = [[]]
    for n, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((n, value))
    return [run for run in found if len(run) > 1]


def _step(labels: Sequence[str]) -> float:
    return (WIDTH - LEFT - 16) / max(1, len(labels))


def _x(n: int, labels: Sequence[str]) -> float:
    return LEFT + _step(labels) * (n + 0.5)


def _y(value: float, most: float) -> float:
    return BASE - (BASE - TOP) * value / most


def _top(values: Sequence[float]) -> float:
    """A round number that is not less than any value, and that four divides well."""
    most = max(values, default=0)
    tens = (10**power for power in range(6))
    return next(
        (step * ten for ten in tens for step in (4, 6, 8, 12, 16, 20, 24, 32) if step * ten >= most), most
    )


def _text(x: float, y: float, said: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(said)}</text>'
