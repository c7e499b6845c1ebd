import type { Alarm, AlarmCode } from "../domain/alarm.js";

/** The alarms that stand, each once. Tells its owner when that changes. */
export class Alarms {
  readonly #standing = new Map<AlarmCode, string>();
  readonly #onChange: (code: AlarmCode, message: string | null) => void;

  constructor(onChange: (code: AlarmCode, message: string | null) => void) {
    this.#onChange = onChange;
  }

  raise(code: AlarmCode, message: string): void {
    if (this.#standing.get(code) === message) return;
    this.#standing.set(code, message);
    this.#onChange(code, message);
  }

  clear(code: AlarmCode): void {
    if (this.#standing.delete(code)) this.#onChange(code, null);
  }

  /** Raises or clears, by whether there is something to say. */
  set(code: AlarmCode, message: string | null): void {
    if (message === null) this.clear(code);
    else this.raise(code, message);
  }

  list(): readonly Alarm[] {
    return [...this.#standing].map(([code, message]) => ({ code, message }));
  }
}
