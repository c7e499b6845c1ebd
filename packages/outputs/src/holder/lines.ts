import type { Readable } from "node:stream";
import type { z } from "zod";
import { LIMITS } from "../limits.js";

/** Who hears of messages, and of the end: null where the stream ended, else why nothing more can be understood. */
export interface MessageListener<Message> {
  message(message: Message): void;
  end(problem: string | null): void;
}

/** Reads lines of JSON of one shape. The first that is too long, or of another shape, is the last. */
export function readMessages<Message>(
  stream: Readable,
  schema: z.ZodType<Message>,
  listener: MessageListener<Message>,
): void {
  let rest = "";
  let ended = false;
  const end = (problem: string | null): void => {
    if (ended) return;
    ended = true;
    listener.end(problem);
  };
  const take = (line: string): void => {
    const message = parsed(line, schema);
    if (message === null) end("a line that makes no sense");
    else listener.message(message);
  };
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    if (ended) return;
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (!ended) take(line);
    if (rest.length > LIMITS.lineBytes) end("a line without end");
  });
  stream.on("end", () => end(null));
  stream.on("error", () => end(null));
  stream.on("close", () => end(null));
}

function parsed<Message>(line: string, schema: z.ZodType<Message>): Message | null {
  if (line.length > LIMITS.lineBytes) return null;
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
