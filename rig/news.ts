/** What a guest can ask of the machine around it: hands at its USB sockets, and at the far end of its serial line. */
export type HostCommand =
  | { readonly do: "plug"; readonly driver: string; readonly id: string }
  | { readonly do: "unplug"; readonly id: string }
  | { readonly do: "keys"; readonly keys: readonly (readonly string[])[] }
  | { readonly do: "serialPlug" }
  | { readonly do: "serialUnplug" }
  | { readonly do: "serialSend"; readonly base64: string };

/** What a suite tells of itself, wherever it runs: one line of JSON each on its standard output. */
export type News =
  | { readonly kind: "ready"; readonly kernel: string; readonly uptimeSeconds: number }
  | { readonly kind: "begun"; readonly suite: string; readonly cases: number }
  | {
      readonly kind: "case";
      readonly suite: string;
      readonly name: string;
      readonly ms: number;
      readonly failure: string | null;
    }
  | { readonly kind: "ended"; readonly suite: string }
  | { readonly kind: "host"; readonly command: HostCommand };

/** Tells whoever started this process. */
export function tell(news: News): void {
  process.stdout.write(`${JSON.stringify(news)}\n`);
}

/** The news in a line; null where the line is none, such as what a library prints. */
export function newsIn(line: string): News | null {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line) as News;
  } catch {
    return null;
  }
}
