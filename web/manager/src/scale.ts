/** Where values stand in a plot. */

/** A round top for an axis: the smallest of 1, 2, 5 × 10ⁿ times a whole number up to 5 that holds every value. */
export function top(values: number[]): number {
  const most = Math.max(1, ...values);
  const unit = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 3, 4, 5, 10].map((step) => step * unit).find((one) => one >= most) ?? most;
}

/** Parts of a stacked bar as [from, to] in the axis' values, bottom first. */
export function stacked(parts: number[]): [number, number][] {
  let sum = 0;
  return parts.map((part) => [sum, (sum += part)]);
}
