import { z } from "zod";

/** The parts of JSON Schema that are looked at here. */
interface SchemaNode {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly const?: unknown;
  readonly writeOnly?: boolean;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

/** What a schema says about a place in a file. */
export interface SchemaMap {
  /** The keys that an object at this path may have; `value` tells which alternative of a union it is. */
  keysAt(path: readonly PropertyKey[], value: unknown): readonly string[];
  /** Whether the value at this path must never be shown: it is marked `writeOnly`, or lies in something that is. */
  isSecret(path: readonly PropertyKey[]): boolean;
}

// These are never shown, even where a schema forgot to mark them: one slip would put a key into a log.
const SECRET_KEYS = /^(api[-_]?keys?|pin|token|secret|password)$/i;

/** Reads a zod schema through the JSON Schema that zod makes of it: a published format, where zod's insides are not. */
export function schemaMap(schema: z.ZodType): SchemaMap {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SchemaNode;

  const alternatives = (node: SchemaNode): readonly SchemaNode[] => {
    if (node.$ref !== undefined) {
      const target = node.$ref === "#" ? root : root.$defs?.[node.$ref.replace("#/$defs/", "")];
      return target === undefined ? [] : alternatives(target);
    }
    const parts = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
    return [node, ...parts.flatMap(alternatives)];
  };

  const below = (node: SchemaNode, key: PropertyKey): readonly SchemaNode[] => {
    const child = typeof key === "number" ? node.items : (node.properties?.[String(key)] ?? node.additionalProperties);
    return typeof child === "object" ? alternatives(child) : [];
  };

  const at = (path: readonly PropertyKey[]): readonly SchemaNode[] =>
    path.reduce<readonly SchemaNode[]>((nodes, key) => nodes.flatMap((node) => below(node, key)), alternatives(root));

  return {
    keysAt: (path, value) => [
      ...new Set(
        at(path)
          .filter((node) => mayDescribe(node, value))
          .flatMap((node) => Object.keys(node.properties ?? {})),
      ),
    ],
    isSecret: (path) =>
      path.some((key, depth) => {
        const upTo = path.slice(0, depth + 1);
        return (typeof key === "string" && SECRET_KEYS.test(key)) || at(upTo).some((node) => node.writeOnly === true);
      }),
  };
}

/** False where a fixed property (such as a reader's `kind`) says that this alternative is not meant. */
function mayDescribe(node: SchemaNode, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(node.properties ?? {}).every(
    ([key, property]) =>
      property.const === undefined ||
      !Object.hasOwn(value, key) ||
      (value as Record<string, unknown>)[key] === property.const,
  );
}
