import { parseArgs } from "node:util";

/** What the command line asks for. */
export type CommandLine =
  | { readonly kind: "run"; readonly file: string }
  | { readonly kind: "help" | "schema" }
  | { readonly kind: "mistake"; readonly message: string };

export const HELP = `usher-kiosk - the gate kiosk of Usher

Usage: usher-kiosk --config FILE

  --config FILE  configuration, JSON with comments
  --schema       print the JSON Schema of the configuration
  --help         print this

Once the pages are there, one line of JSON goes to standard output: {"url": "http://127.0.0.1:PORT"}.
The log goes to standard error. SIGTERM and SIGINT end the kiosk.
`;

/** Reads the arguments behind the program's name. */
export function commandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { config: { type: "string" }, schema: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return { kind: "help" };
    if (values.schema === true) return { kind: "schema" };
    if (values.config === undefined || values.config === "") {
      return { kind: "mistake", message: "name the configuration: usher-kiosk --config FILE" };
    }
    return { kind: "run", file: values.config };
  } catch (error) {
    // parseArgs explains itself: which option, and what it does not take.
    const words = error instanceof Error ? error.message : String(error);
    return { kind: "mistake", message: `${words}. Usage: usher-kiosk --config FILE` };
  }
}
