import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";

/** The state of a kiosk as `/api/state` tells it: what a stranger's script would read. */
export interface KioskState {
  readonly phase: string;
  readonly connectivity: string;
  readonly device: { readonly id: number; readonly gateId: number } | null;
  readonly direction: string;
  readonly pendingUploads: number;
  readonly quarantined: number;
  readonly inDoubt: number;
  readonly unknownTickets: { readonly admitted: number; readonly max: number } | null;
  readonly lastUploadTimeMs: number | null;
  readonly readers: readonly {
    readonly id: string;
    readonly lane: string;
    readonly status: string;
    readonly reason?: string;
  }[];
  readonly outputs: readonly {
    readonly board: string;
    readonly lane: string | null;
    readonly status: string;
    readonly reason?: string;
  }[];
  readonly alarms: readonly { readonly code: string; readonly message: string }[];
}

/** Whether a ticket can be scanned: the gate operates, and every reader is open. */
export function isScanning({ phase, readers }: KioskState): boolean {
  return phase === "operating" && readers.every(({ status }) => status === "open");
}

/** A verdict as `/api/events` tells it. */
export interface KioskVerdict {
  readonly scanId: string;
  readonly readerId: string;
  readonly lane: string;
  readonly token: string;
  readonly direction: string;
  readonly decision: string;
  readonly status: string;
  readonly message: string;
  readonly source: string;
  readonly inDoubt: boolean;
  readonly exception?: { readonly kind: string };
  readonly tickets: readonly { readonly place: string | null; readonly eventId: string | null }[];
  readonly place: string | null;
  readonly scanTimeMs: number;
  readonly elapsedMs: number;
  readonly repeated: boolean;
  readonly saved: boolean;
}

const PATIENCE_MS = 20_000;

/** A stranger at a kiosk's HTTP surface: listens to its events, and has the operator's PIN. */
export class KioskClient {
  readonly url: string;
  readonly #patienceMs: number;
  readonly verdicts: KioskVerdict[] = [];
  readonly states: KioskState[] = [];
  readonly #closing = new AbortController();
  readonly #waiting = new Set<() => void>();
  #ended: Promise<void> = Promise.resolve();
  #awaited = 0;
  #cookie = "";

  private constructor(url: string, patienceMs: number) {
    this.url = url;
    this.#patienceMs = patienceMs;
  }

  /** Connects to `/api/events`, and has the first state. `patienceMs` is how long anything is waited for. */
  static async connect(url: string, patienceMs = PATIENCE_MS): Promise<KioskClient> {
    const client = new KioskClient(url, patienceMs);
    // Not by fetch: where the kiosk is killed, that drops what had already arrived.
    const request = get(new URL("/api/events", url), { signal: client.#closing.signal, agent: false });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    request.on("error", () => undefined);
    client.#listen(response);
    await client.until(() => true);
    return client;
  }

  /** Resolves when the kiosk says nothing more, and all that it said was taken. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  get state(): KioskState {
    const state = this.states.at(-1);
    if (state === undefined) throw new Error("no state was told yet");
    return state;
  }

  /** Resolves once the state fulfils a wish; fails loudly where it never does. */
  async until(wish: (state: KioskState) => boolean): Promise<KioskState> {
    await this.#untilTrue(
      () => this.states.length > 0 && wish(this.state),
      () => JSON.stringify(this.states.at(-1)),
    );
    return this.state;
  }

  /** The next verdict that nobody has waited for yet. */
  async nextVerdict(): Promise<KioskVerdict> {
    const index = this.#awaited++;
    await this.#untilTrue(
      () => this.verdicts.length > index,
      () => `${this.verdicts.length} verdicts, expected another`,
    );
    return this.verdicts[index] as KioskVerdict;
  }

  /** Opens an operator's session. */
  async signIn(pin: string): Promise<number> {
    const response = await this.post("/api/session", { pin });
    this.#cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
    return response.status;
  }

  async post(path: string, body: object): Promise<Response> {
    const headers = { "content-type": "application/json", cookie: this.#cookie };
    return fetch(new URL(path, this.url), { method: "POST", headers, body: JSON.stringify(body) });
  }

  async get(path: string): Promise<Response> {
    return fetch(new URL(path, this.url), { headers: { cookie: this.#cookie } });
  }

  close(): void {
    this.#closing.abort();
  }

  #listen(response: IncomingMessage): void {
    let rest = "";
    response.setEncoding("utf8").on("data", (text: string) => {
      const events = (rest + text).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) this.#take(event);
      for (const check of this.#waiting) check();
    });
    response.on("error", () => undefined); // The kiosk went away; "close" follows.
    this.#ended = new Promise((resolve) => response.once("close", resolve));
  }

  #take(event: string): void {
    const field = (name: string) =>
      event
        .split("\n")
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const data = field("data");
    if (data === undefined) return;
    if (field("event") === "verdict") this.verdicts.push(JSON.parse(data) as KioskVerdict);
    if (field("event") === "state") this.states.push(JSON.parse(data) as KioskState);
  }

  async #untilTrue(isTrue: () => boolean, report: () => string): Promise<void> {
    if (isTrue()) return;
    await new Promise<void>((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        settle();
      };
      const check = () => {
        if (isTrue()) end(resolve);
      };
      const timer = setTimeout(() => end(() => reject(new Error(`waited in vain: ${report()}`))), this.#patienceMs);
      this.#waiting.add(check);
    });
  }
}
