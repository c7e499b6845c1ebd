/** What the control surface shows, as far as the page needs it. `GET /admin/openapi.json` describes all of it. */
export interface Shown {
  readonly venue: { readonly venueId: string; readonly events: readonly VenueEvent[] };
  readonly readers: readonly { readonly id: string; readonly path: string }[];
  readonly tickets: readonly Ticket[];
  readonly scans: readonly Scan[];
  readonly devices: readonly Device[];
  readonly faults: { readonly unreachable: boolean; readonly how: string | null };
}

export interface VenueEvent {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

export interface Ticket {
  readonly token: string;
  readonly eventId: string;
  readonly place: string | null;
  readonly accessGroups: readonly string[];
  readonly mark: string | null;
  readonly void: boolean;
  readonly state: { readonly external: string; readonly internal: Readonly<Record<string, string>> };
}

export interface Scan {
  readonly token: string;
  readonly scanType: string;
  readonly status: string;
  readonly deviceId: number;
  readonly gateName: string;
  readonly scanTimeMs: number;
  readonly uploadTimeMs: number | null;
}

export interface Device {
  readonly id: number;
  readonly name: string;
  readonly mac: string;
  readonly model: string;
  readonly gateName: string;
  readonly lastSeenMs: number;
}

/** What the page shows at once of a long list. */
const SHOWN = 100;

const PATHS: Readonly<Record<keyof Shown, string>> = {
  venue: "venue",
  readers: "readers",
  tickets: `tickets?last=${SHOWN}`,
  scans: `scans?last=${SHOWN}`,
  devices: "devices",
  faults: "faults",
};

export const EVERYTHING = Object.keys(PATHS) as (keyof Shown)[];

/** Reads what is named. Rejects with the simulator's own words. */
export async function read(names: readonly (keyof Shown)[]): Promise<Partial<Shown>> {
  const answers = await Promise.all(names.map(async (name) => [name, await ask(PATHS[name], {})] as const));
  return Object.fromEntries(answers);
}

/** Sends a request with a body below `/admin/`. Rejects with the simulator's own words. */
export async function send(method: "POST" | "PUT", path: string, body: unknown): Promise<void> {
  await ask(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

/**
 * Calls `changed` with the names of what has changed, and with all of them whenever the connection is there anew; `lost` when
 * it is gone. The browser connects again by itself.
 */
export function watch(changed: (names: readonly (keyof Shown)[]) => void, lost: () => void): void {
  const source = new EventSource("admin/changes");
  source.addEventListener("open", () => changed(EVERYTHING));
  source.addEventListener("message", ({ data }) => changed(JSON.parse(String(data)) as (keyof Shown)[]));
  source.addEventListener("error", lost);
}

async function ask(path: string, request: RequestInit): Promise<unknown> {
  const response = await fetch(`admin/${path}`, request).catch(() => {
    throw new Error("The simulator does not answer: is it still running?");
  });
  const answer = (await response.json()) as { readonly message?: string };
  if (!response.ok) throw new Error(answer.message ?? `HTTP ${response.status}`);
  return answer;
}
