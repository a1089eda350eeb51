/** Small plots drawn as SVG: stacked bars and lines over the days. */

import type { ComponentChildren } from "preact";
import { stacked, top } from "./scale";

const [WIDTH, HEIGHT, LEFT, BASE] = [340, 170, 34, 142];
const COLOURS = ["var(--plot-1)", "var(--plot-2)", "var(--plot-3)"];

interface Plot {
  title: string;
  labels: string[];
  names: string[];
  /** One list a name; null where nothing was measured. */
  values: (number | null)[][];
  most?: number;
  unit?: string;
}

/** Bars that stack, one a label. */
export function Bars({ values, ...plot }: Plot) {
  const sums = plot.labels.map((_, n) => values.reduce((sum, list) => sum + (list[n] ?? 0), 0));
  const most = plot.most ?? top(sums);
  return (
    <Frame {...plot} values={values} most={most}>
      {plot.labels.map((label, n) => stacked(values.map((list) => list[n] ?? 0)).map(([from, to], part) => (
        <rect key={`${label}${part}`} x={x(n, plot.labels.length) - 12} width="24" y={y(to, most)} height={y(from, most) - y(to, most)} fill={COLOURS[part]} />
      )))}
      {sums.map((sum, n) => <text key={n} x={x(n, sums.length)} y={y(sum, most) - 4} text-anchor="middle" class="value">{sum || ""}</text>)}
    </Frame>
  );
}

/** Lines with a dot a label; a gap where nothing was measured. */
export function Lines({ values, ...plot }: Plot) {
  const most = plot.most ?? top(values.flat().filter((value) => value !== null));
  return (
    <Frame {...plot} values={values} most={most}>
      {values.map((list, n) => (
        <g key={n} stroke={COLOURS[n]} fill={COLOURS[n]}>
          <path d={path(list, most)} fill="none" stroke-width="2.500" stroke-linejoin="round" />
          {list.map((value, day) => value !== null && <circle key={day} cx={x(day, list.length)} cy={y(value, most)} r="3.500" stroke="none" />)}
        </g>
      ))}
    </Frame>
  );
}

function Frame({ title, labels, names, values, most = 1, unit = "", children }: Plot & { children: ComponentChildren }) {
  const spoken = labels.map((label, n) => `${label}: ${names.map((name, i) => `${name} ${values[i]?.[n] ?? "–"}`).join(", ")}`).join("; ");
  return (
    <figure class="plot card">
      <figcaption>
        <b>{title}</b>
        {names.length > 1 && <span class="legend">{names.map((name, n) => <span key={name}><i style={{ background: COLOURS[n] }} />{name}</span>)}</span>}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}. ${spoken}`}>
        {[0, .5, 1].map((part) => (
          <g key={part}><line x1={LEFT} x2={WIDTH} y1={y(part * most, most)} y2={y(part * most, most)} class="rule" /><text x={LEFT - 6} y={y(part * most, most) + 4} text-anchor="end">{part * most}{unit}</text></g>
        ))}
        {children}
        {labels.map((label, n) => <text key={label} x={x(n, labels.length)} y={HEIGHT - 8} text-anchor="middle">{label}</text>)}
      </svg>
    </figure>
  );
}

const x = (n: number, count: number) => LEFT + ((n + .5) * (WIDTH - LEFT)) / count;
const y = (value: number, most: number) => BASE - (value / most) * (BASE - 18);

function path(list: (number | null)[], most: number): string {
  return list.map((value, n) => (value === null ? "" : `${n === 0 || list[n - 1] === null ? "M" : "L"}${x(n, list.length)} ${y(value, most)}`)).join("");
}
