/** The blocks of one language in a document, in their order. */
export function codeIn(markdown: string, language: string): readonly string[] {
  return [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, code = ""]) => code);
}

/** A snippet that ran. `printed` goes on growing with what it logs later. */
export interface RanSnippet<Result> {
  readonly printed: readonly (readonly unknown[])[];
  readonly result: Result;
}

/**
 * Runs a snippet of a document, so that nothing stands there that is not so. What it imports is taken from `modules`, by name;
 * `result` is an expression over its variables.
 */
export async function runSnippet<Result = undefined>(
  code: string,
  modules: Readonly<Record<string, object>>,
  result = "undefined",
): Promise<RanSnippet<Result>> {
  const program = code.replaceAll(/^import (\{[^}]*\}) from "(.*?)";$/gm, 'const $1 = modules["$2"];');
  const printed: unknown[][] = [];
  const log = (...words: unknown[]) => void printed.push(words);
  const run = new AsyncFunction("modules", "console", `${program}\nreturn ${result};`);
  return { printed, result: (await run(modules, { log })) as Result };
}

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<unknown>;
