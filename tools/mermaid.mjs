import { withCopy } from "./copies.mjs";

/** @typedef {import("xstate").AnyStateMachine["root"]} Node */

/**
 * Draws an XState machine as a Mermaid state diagram, from its definition alone: hierarchy, parallel regions, events with their
 * guards, delays, and what a state does while it lasts.
 *
 * @param {import("xstate").AnyStateMachine} machine
 */
export function stateDiagram(machine) {
  return ["stateDiagram-v2", ...[...inside(machine.root)].map((line) => `  ${line}`)].join("\n");
}

/**
 * A document with its charts renewed. Where a chart belongs stands its machine's id: `<!-- chart: device -->`.
 *
 * @param {string} document
 * @param {readonly import("xstate").AnyStateMachine[]} machines
 */
export function withCharts(document, machines) {
  return machines.reduce((text, machine) => {
    const chart = `\`\`\`mermaid\n${stateDiagram(machine)}\n\`\`\``;
    return withCopy(text, `chart: ${machine.id}`, chart);
  }, document);
}

/** @returns {string[]} */
function inside(/** @type {Node} */ node) {
  const children = Object.values(node.states);
  const first = node.type === "parallel" ? [] : (node.initial?.target ?? []);
  return [
    ...first.map((target) => `[*] --> ${idOf(target)}`),
    ...children.flatMap((child) => drawn(child)),
    ...(node.parent ? [] : children.flatMap((child) => descendants(child)).flatMap((state) => arrows(state))),
  ];
}

/** @returns {string[]} */
function drawn(/** @type {Node} */ node) {
  const doing = node.invoke.map(({ src }) => `<br/>(${typeof src === "string" ? src : "actor"})`).join("");
  const regions = node.type === "parallel" ? " (at the same time)" : "";
  const declaration = `state "${node.key}${regions}${doing}" as ${idOf(node)}`;
  if (Object.keys(node.states).length > 0) return [`${declaration} {`, ...inside(node).map((line) => `  ${line}`), "}"];
  return node.type === "final" ? [declaration, `${idOf(node)} --> [*]`] : [declaration];
}

/** @returns {Node[]} */
function descendants(/** @type {Node} */ node) {
  return [node, ...Object.values(node.states).flatMap((child) => descendants(child))];
}

/** One arrow to each state that this one leads to, with all that leads there. */
function arrows(/** @type {Node} */ node) {
  /** @type {Map<Node, string[]>} */
  const labels = new Map();
  for (const { target, text } of [...transitionsOf(node).filter((arrow) => !isInward(arrow)), ...inherited(node)]) {
    labels.set(target, [...(labels.get(target) ?? []), text]);
  }
  return [...labels].map(([target, texts]) => {
    return `${idOf(node)} --> ${idOf(target)}: ${[...new Set(texts)].join("<br/>")}`;
  });
}

/** Where a frame leads to one of its own states, so does every other state in it: Mermaid draws no arrow from a frame inwards. */
function inherited(/** @type {Node} */ node) {
  if (!node.parent || node.type === "final") return [];
  const inward = transitionsOf(node.parent).filter((arrow) => isInward(arrow) && arrow.target !== node);
  return inward.filter(({ event }) => !node.transitions.has(event));
}

function isInward(/** @type {{ source: Node, target: Node }} */ { source, target }) {
  return target.path.length > source.path.length && source.path.every((key, depth) => target.path[depth] === key);
}

function transitionsOf(/** @type {Node} */ node) {
  const transitions = [...node.transitions.values(), node.always ?? []].flat();
  return transitions.flatMap((transition) => {
    const event = String(transition.eventType);
    const parts = [
      event.replace(/^xstate\.after\.(\w+)\..*$/, "after $1").replace(/^xstate\.(done|error)\..*$/, "$1"),
      transition.guard ? `[${condition(transition.guard)}]` : "",
      ...transition.actions.map((action) => answerOf(action)),
    ];
    const text = parts.filter((part) => part !== "").join(" ") || "otherwise";
    return (transition.target ?? [node]).map((target) => ({ source: node, event, target, text }));
  });
}

/** Only what a machine answers belongs into the picture; its bookkeeping does not. */
function answerOf(/** @type {unknown} */ action) {
  const { type, params } = /** @type {{ type?: string, params?: { status?: string } }} */ (action);
  return type === "answer" && params?.status ? `/ ${params.status}` : "";
}

/**
 * A guard in words: its name, or what stands in line, be it one of XState's own or a function.
 *
 * @param {unknown} guard
 * @returns {string}
 */
function condition(guard) {
  if (typeof guard !== "function") return typeof guard === "string" ? guard : "guarded";
  const { guards, stateValue } = /** @type {{ guards?: unknown[], stateValue?: unknown }} */ (guard);
  if (guards && guard.name === "not") return `not ${condition(guards[0])}`;
  if (guards) return guards.map((part) => condition(part)).join(` ${guard.name} `);
  if (stateValue !== undefined) return `in ${JSON.stringify(stateValue).replaceAll(/[{}"]/g, "")}`;
  return String(guard)
    .replaceAll(/\s+/g, " ")
    .replace(/^\(\{[^}]*\}\) => /, "")
    .replaceAll(/\bevent\.(output\.)?/g, "")
    .replaceAll(" === ", " is ")
    .replaceAll(" !== ", " is not ")
    .replaceAll(" && ", " and ")
    .replaceAll('"', "");
}

function idOf(/** @type {Node} */ node) {
  return node.path.join("_");
}
