/** Which rush is meant: of an office's service, for a day's places. */

export interface RushPlace {
  office: string;
  service: string;
  day: string;
}
