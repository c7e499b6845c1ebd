/** One server-sent event. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Cuts a stream of text into server-sent events, wherever its chunks are cut. Comments are no events. */
export class EventParser {
  #rest = "";

  push(chunk: string): readonly ServerEvent[] {
    const blocks = (this.#rest + chunk).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    return blocks.map(eventOf).filter((event) => event !== null);
  }
}

function eventOf(block: string): ServerEvent | null {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    if (field === "event" && value !== undefined) event = value;
    if (field === "data" && value !== undefined) data.push(value);
  }
  return data.length === 0 ? null : { event, data: data.join("\n") };
}
