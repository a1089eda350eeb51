/** Where this computer stands: the office and counter chosen last. */

const KEPT = "antrean:counter";

export interface Place {
  office: string;
  counter: string;
}

export const keptPlace = (): Partial<Place> => JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Place>;
export const keepPlace = (place: Partial<Place>): void => localStorage.setItem(KEPT, JSON.stringify(place));
