/** Where the phone is, and how far that is from an office; coordinates stay on the phone. */

import type { Position } from "../src/types";

const RADIUS = 6_371_000;

/** The phone's position, or a refusal within ten seconds. */
export const locate = (): Promise<GeolocationCoordinates> =>
  new Promise((found, failed) =>
    navigator.geolocation
      ? navigator.geolocation.getCurrentPosition((at) => found(at.coords), failed,
          { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 })
      : failed());

/** Metres between two positions along the great circle (haversine). */
export function distance(a: Position, b: Position): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const up = Math.sin(rad(b.latitude - a.latitude) / 2) ** 2;
  const across = Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(up + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * across));
}
