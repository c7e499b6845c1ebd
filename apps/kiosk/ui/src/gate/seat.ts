import { WORDS } from "./words.js";

/** One labelled part of a place, as in Row F. */
export interface SeatPart {
  readonly label: string;
  readonly value: string;
}

/** A place as people look for it: `"112:F:18"` is section, row and seat; anything else is shown as it came. */
export function seatParts(place: string): readonly SeatPart[] {
  const { section, row, seat } = WORDS.seat;
  const parts = place.split(":").map((part) => part.trim());
  if (parts.length !== 3 || parts.every((part) => part === "")) return [{ label: WORDS.seat.place, value: place }];
  return [section, row, seat]
    .map((label, index) => ({ label, value: parts[index] ?? "" }))
    .filter(({ value }) => value !== "");
}
