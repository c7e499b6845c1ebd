import { shapeOf } from "../domain/shape-of.js";

/** A look at one value: what is wrong with it and what was expected, each as a sentence that begins with its path. */
export type Check = (value: unknown, path: string) => readonly string[];

function expects(expected: string, holds: (value: unknown) => boolean): Check {
  return (value, path) => {
    if (holds(value)) return [];
    return [
      value === undefined
        ? `${path} is missing, expected ${expected}`
        : `${path} is ${shown(value)}, expected ${expected}`,
    ];
  };
}

export const anything: Check = expects("a value", (value) => value !== undefined);

export const object: Check = expects("an object", isObject);

export const text: Check = expects("text", (value) => typeof value === "string" && value !== "");

export const yesOrNo: Check = expects("true or false", (value) => typeof value === "boolean");

export function oneOf(...words: readonly string[]): Check {
  return expects(words.map((word) => `"${word}"`).join(" or "), (value) => words.includes(value as string));
}

export const aNumber: Check = expects("a number", Number.isFinite);

export function numberFrom(least: number, most = Infinity): Check {
  const bounds = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
  return expects(`a number ${bounds}`, (value) => typeof value === "number" && value >= least && value <= most);
}

/** An object with these functions, and whatever else. */
export function port(names: readonly string[]): Check {
  return (value, path) => {
    if (!isObject(value)) return object(value, path);
    return names.flatMap((name) => aFunction(value[name], `${path}.${name}`));
  };
}

export const aFunction: Check = expects("a function", (value) => typeof value === "function");

export function optional(check: Check): Check {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

export function each(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return expects("a list", () => false)(value, path);
    return value.flatMap((item, index) => check(item, `${path}[${index}]`));
  };
}

/** An object with these values and no others. */
export function record(checks: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return object(value, path);
    return [
      ...Object.entries(checks).flatMap(([key, check]) => check(value[key], `${path}.${key}`)),
      ...unknownKeys(value, path, checks),
    ];
  };
}

/** The same, of which any may be left out. One that is there and undefined is not left out: it would replace a default. */
export function someOf(checks: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return object(value, path);
    const given = Object.entries(checks).filter(([key]) => Object.hasOwn(value, key));
    return [
      ...given.flatMap(([key, check]) => check(value[key], `${path}.${key}`)),
      ...unknownKeys(value, path, checks),
    ];
  };
}

function unknownKeys(value: object, path: string, checks: Readonly<Record<string, Check>>): readonly string[] {
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(checks, key));
  return unknown.map((key) => `${path}.${key} is unknown, expected one of ${Object.keys(checks).join(", ")}`);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" || typeof value === "boolean" || value === null ? String(value) : shapeOf(value);
}
