import { deadline } from "./deadline.js";

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Reads server-sent events as a stranger would: field by field, comments kept apart. */
export interface EventReader {
  readonly response: Response;
  /** All events so far. */
  readonly events: readonly ServerEvent[];
  /** All comments so far. */
  readonly comments: readonly string[];
  /** The first event from now on, or already there and not yet taken, that fits. */
  next(fits: (event: ServerEvent) => boolean): Promise<ServerEvent>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

export async function readEvents(url: string): Promise<EventReader> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/events`, { signal: abort.signal });
  const events: ServerEvent[] = [];
  const comments: string[] = [];
  const waiting = new Set<() => void>();
  let taken = 0;

  const ended = (async () => {
    if (response.body === null) return;
    let text = "";
    try {
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) read(block, events, comments);
        for (const look of waiting) look();
      }
    } catch {
      // Closed by the test, or dropped by the server: either way it has ended.
    }
  })();

  const next: EventReader["next"] = (fits) =>
    deadline(
      new Promise<ServerEvent>((resolve) => {
        const look = (): void => {
          const index = events.findIndex((event, at) => at >= taken && fits(event));
          const found = events[index];
          if (found === undefined) return;
          taken = index + 1;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
      () => `an event did not come; there were ${JSON.stringify(events.slice(-5))}`,
    );

  return { response, events, comments, next, ended, close: () => abort.abort() };
}

function read(block: string, events: ServerEvent[], comments: string[]): void {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon === 0) comments.push(line.slice(1).trim());
    else fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const data = fields.get("data");
  if (data !== undefined) events.push({ event: fields.get("event") ?? "message", data: JSON.parse(data) as unknown });
}
