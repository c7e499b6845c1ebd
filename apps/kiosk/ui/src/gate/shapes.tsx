/** The shapes by which a verdict is told without its colour: a tick in a circle, a cross in an octagon. */

const OCTAGON = "30,4 70,4 96,30 96,70 70,96 30,96 4,70 4,30";

export function Tick() {
  return (
    <svg class="shape" viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="47" fill="#fff" />
      <path
        d="m26 52 17 17 32-37"
        fill="none"
        stroke="currentColor"
        stroke-width="12"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

export function Cross() {
  return (
    <svg class="shape" viewBox="0 0 100 100" aria-hidden="true">
      <polygon points={OCTAGON} fill="#fff" />
      <path d="m31 31 38 38m0-38L31 69" fill="none" stroke="currentColor" stroke-width="13" stroke-linecap="round" />
    </svg>
  );
}

/** Two squares on top of each other: the same again. */
export function Same() {
  return (
    <svg class="shape" viewBox="0 0 100 100" aria-hidden="true">
      <rect x="30" y="8" width="62" height="62" rx="8" fill="none" stroke="#fff" stroke-width="7" />
      <rect x="8" y="30" width="62" height="62" rx="8" fill="#fff" />
      <path d="M24 52h30M24 68h30" stroke="currentColor" stroke-width="8" stroke-linecap="round" />
    </svg>
  );
}

/** A ticket and the line of a scanner across it. */
export function Ticket() {
  return (
    <svg class="shape ticket" viewBox="0 0 100 100" aria-hidden="true">
      <path
        d="M22 10h56a6 6 0 0 1 6 6v20a8 8 0 0 0 0 16v32a6 6 0 0 1-6 6H22a6 6 0 0 1-6-6V52a8 8 0 0 0 0-16V16a6 6 0 0 1 6-6z"
        fill="#fff"
      />
      <path d="M31 62v18m7-18v18m5-18v18m9-18v18m5-18v18m4-18v18m8-18v18" stroke="#14233a" stroke-width="3.4" />
      <path d="M31 24h24M31 33h16" stroke="#14233a" stroke-width="4.4" stroke-linecap="round" />
      <path d="M26 44h48" stroke="#14233a" stroke-width="2" stroke-dasharray="3 4" opacity="0.6" />
      <path class="beam" d="M8 71h84" stroke="#ff4b55" stroke-width="3" stroke-linecap="round" />
    </svg>
  );
}

export function Gear() {
  return (
    <svg class="shape turning" viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="40" fill="none" stroke="#fff" stroke-opacity="0.25" stroke-width="11" />
      <path d="M50 10a40 40 0 0 1 40 40" fill="none" stroke="currentColor" stroke-width="11" stroke-linecap="round" />
    </svg>
  );
}

/** A triangle with an exclamation mark. */
export function Warning() {
  return (
    <svg class="shape" viewBox="0 0 100 100" aria-hidden="true">
      <path d="M50 10 95 88H5z" fill="currentColor" stroke="currentColor" stroke-width="8" stroke-linejoin="round" />
      <path d="M50 38v24" stroke="var(--ink, #000)" stroke-width="9" stroke-linecap="round" />
      <circle cx="50" cy="76" r="5.5" fill="var(--ink, #000)" />
    </svg>
  );
}

/** A cloud that is struck through. */
export function CloudOff() {
  return (
    <svg class="shape" viewBox="0 0 100 100" aria-hidden="true">
      <path d="M28 76a18 18 0 0 1-2-36 25 25 0 0 1 48-4 20 20 0 0 1 0 40z" fill="currentColor" />
      <path d="M12 12 88 90" stroke="var(--ground, #ffc233)" stroke-width="15" stroke-linecap="round" />
      <path d="M12 12 88 90" stroke="currentColor" stroke-width="8" stroke-linecap="round" />
    </svg>
  );
}

/** An arrow into a door, or out of it. */
export function DirectionArrow({ out }: { readonly out: boolean }) {
  return (
    <svg class="arrow" viewBox="0 0 48 40" aria-hidden="true">
      <path
        d="M30 4h12v32H30"
        fill="none"
        stroke="currentColor"
        stroke-width="5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <path
        d={out ? "M30 20H5m9-9-9 9 9 9" : "M4 20h25m-9-9 9 9-9 9"}
        fill="none"
        stroke="currentColor"
        stroke-width="5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
