import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import { LIMITS } from "../limits.js";
import { AdminError } from "./route.js";

/** What a page may show and is told of when it changes. */
export type Shown = "devices" | "tickets" | "scans" | "faults";

/** Tells pages what has changed, as server-sent events: each is a JSON list of {@link Shown}. */
export interface Changes {
  tell(...shown: readonly Shown[]): void;
}

/** Serves the changes at `url`. */
export function changesRoute(app: FastifyInstance, url: string): Changes {
  const watchers = new Set<PassThrough>();
  const pending = new Set<Shown>();
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    timer = null;
    const event = `data: ${JSON.stringify([...pending])}\n\n`;
    pending.clear();
    for (const watcher of watchers) {
      // Who does not read is let go: the page connects again and reads everything anew.
      if (watcher.writableNeedDrain) watcher.destroy();
      else watcher.write(event);
    }
  };

  app.get(url, (_request, reply) => {
    if (watchers.size >= LIMITS.watchers) throw new AdminError(409, "too many pages watch already: close some");
    const watcher = new PassThrough();
    watchers.add(watcher);
    watcher.once("close", () => watchers.delete(watcher));
    watcher.write(": watching\n\n");
    return reply.header("cache-control", "no-store").type("text/event-stream").send(watcher);
  });
  app.addHook("preClose", (done) => {
    if (timer !== null) clearTimeout(timer);
    for (const watcher of watchers) watcher.end();
    done();
  });

  return {
    tell: (...shown) => {
      if (watchers.size === 0) return;
      for (const one of shown) pending.add(one);
      timer ??= setTimeout(flush, LIMITS.changesPauseMs);
    },
  };
}
