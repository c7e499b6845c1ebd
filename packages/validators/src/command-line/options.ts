import { parseArgs, type ParseArgsConfig } from "node:util";
import { unknownWord } from "../files/suggestion.js";

/** What was typed behind a program's name and can't be understood. The message says what is wrong, and what was most likely meant. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** How a program ends after a {@link UsageError}. 1 is for what was understood and can't be done. */
export const USAGE_EXIT_CODE = 2;

/** What a program says of a {@link UsageError}: `help` is what to type for its help. */
export function usageWords({ message }: UsageError, program: string, help = `${program} --help`): string {
  return `${program}: ${message}\n${help} shows what can be given\n`;
}

type Options = NonNullable<ParseArgsConfig["options"]>;
type OptionsRead<Known extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Known; strict: true; allowPositionals: true }>
>;

/**
 * Reads options as Node's `parseArgs` does, which is strict but whose words are for programmers. Throws a {@link UsageError} for an
 * option that there is not, one without its value or with one too many, one that is given twice, and for words that belong to no
 * option unless `positionals` are taken.
 */
export function readOptions<Known extends Options>(
  words: readonly string[],
  options: Known,
  positionals = false,
): OptionsRead<Known> {
  const args = [...words];
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind === "positional" && !positionals) throw new UsageError(`"${token.value}" belongs to no option`);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) throw new UsageError(unknownOption(args[token.index] ?? token.rawName, options));
    if (option.type === "boolean") {
      if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
      continue;
    }
    requireValue(token);
    if (given.has(token.name) && option.multiple !== true) throw new UsageError(`${token.rawName} is given twice`);
    given.add(token.name);
  }
  return parseArgs({ args, options, strict: true, allowPositionals: true });
}

/** The whole number that an option was given. Throws a {@link UsageError}. */
export function wholeNumber(option: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && number >= least && number <= most) return number;
  const end = most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`;
  throw new UsageError(`${option} is "${text}", expected a whole number from ${least} ${end}`);
}

/** The word, if it is one of those `known`. `what` it is called otherwise, in a {@link UsageError}. */
export function oneOf<Word extends string>(what: string, word: string, known: readonly Word[]): Word {
  const found = known.find((each) => each === word);
  if (found === undefined) throw new UsageError(unknownWord(what, word, known));
  return found;
}

/** As it was typed: `-config` is a row of letters to the parser. */
function unknownOption(word: string, options: Options): string {
  const [name = ""] = word.split("=");
  return unknownWord(
    "option",
    name,
    Object.keys(options).map((known) => `--${known}`),
  );
}

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function requireValue({ rawName, value, inlineValue }: OptionToken): void {
  if (value === undefined || value === "") throw new UsageError(`${rawName} needs a value`);
  if (inlineValue === true || !/^-./.test(value)) return;
  throw new UsageError(`${rawName} needs a value; if "${value}" is meant, write ${rawName}=${value}`);
}
