/** How long something has lasted, as a desk's timer shows it. */

/** "4.05" minutes and seconds, "1.04.05" beyond an hour, with the language's own sign between. */
export function timer(fromMs: number, nowMs: number, sign = "."): string {
  const whole = Math.max(0, Math.floor((nowMs - fromMs) / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? [hours, two(minutes), two(seconds)].join(sign) : [minutes, two(seconds)].join(sign);
}
