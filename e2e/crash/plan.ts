import type { Chance } from "@usher/core/testing";

/** What the network does: the fault that is set at the simulator, and how often, out of all, it is drawn. */
const WEATHERS = {
  fair: { share: 8, fault: { unreachable: false } },
  slow: { share: 2, fault: { unreachable: false, delayMs: 30 } },
  /** Slower than the kiosk waits: the service has taken the scan, and the kiosk never hears of it. */
  tooSlow: { share: 2, fault: { unreachable: false, delayMs: 250 } },
  refuse: { share: 4, fault: { unreachable: true, how: "refuse" } },
  reset: { share: 2, fault: { unreachable: true, how: "reset" } },
  silent: { share: 2, fault: { unreachable: true, how: "silent" } },
} as const;

export type Weather = keyof typeof WEATHERS;

export const FAIR = WEATHERS.fair.fault;

/** The times of a gate that is killed about once a second. `tooSlow` and `silent` go by `askTimeoutMs`. */
export const TIMINGS = { askTimeoutMs: 120, configureTimeoutMs: 300, configureRetryMs: 50, configureRetryMaxMs: 100 };

/** One life of the kiosk, from its start to its kill. */
export interface Life {
  /** Killed so long after the process began, whether it is ready or not; null: so long after it began to operate. */
  readonly killAfterStartMs: number | null;
  readonly killAfterMs: number;
  /** The fault in force from the start. */
  readonly weather: Weather;
  /** The weather changes so long after the kiosk began to operate; null: it stays. */
  readonly change: { readonly afterMs: number; readonly to: Weather } | null;
}

/** How often a kiosk is killed while it starts. */
const KILLED_AT_START = 0.15;
/** A slow machine needs about two seconds to start it. */
const START_MS = 1_500;
const OPERATING_MS = 400;
/** How often it is killed as soon as it operates, when it begins to upload what earlier lives have left. */
const KILLED_SOON = 0.3;
const SOON_MS = 60;
const CHANGES = 0.6;

export function drawLife(chance: Chance): Life {
  const killAfterMs = chance.between(0, chance.happens(KILLED_SOON) ? SOON_MS : OPERATING_MS);
  return {
    killAfterStartMs: chance.happens(KILLED_AT_START) ? chance.between(0, START_MS) : null,
    killAfterMs,
    weather: drawWeather(chance),
    change: chance.happens(CHANGES) ? { afterMs: chance.between(0, killAfterMs), to: drawWeather(chance) } : null,
  };
}

/** What to set at the simulator. */
export function faultOf(weather: Weather): object {
  return WEATHERS[weather].fault;
}

function drawWeather(chance: Chance): Weather {
  const drawn = Object.entries(WEATHERS).flatMap(([name, { share }]) => Array<Weather>(share).fill(name as Weather));
  return chance.pick(drawn);
}
