/** How tickets, scans and devices look: each a list item made of plain text, never of markup. */
import type { Device, Scan, Ticket } from "./control.js";

/** The statuses that let a person pass. */
const PASSED = ["OKAY", "EXIT", "INTERNAL_SCAN_EXIT"];

/** A ticket, with a button that says `label` and calls `use`. `event`: the name of an event that is not active. */
export function ticketItem(
  ticket: Ticket,
  event: string | null,
  label: string,
  use: (token: string) => void,
): HTMLElement {
  const button = element("button", {}, label);
  button.setAttribute("aria-label", `${label} ${ticket.token}`);
  button.addEventListener("click", () => use(ticket.token));
  const seat = [ticket.place ?? "no seat", ...ticket.accessGroups].join(" · ");
  return element(
    "li",
    {},
    element("span", {}, element("code", {}, ticket.token), ...ticketTags(ticket, event)),
    button,
    element("span", { class: "soft" }, seat),
  );
}

function ticketTags({ state, mark, void: isVoid }: Ticket, event: string | null): readonly HTMLElement[] {
  const zones = Object.keys(state.internal).filter((zone) => state.internal[zone] === "inside");
  return [
    ...(isVoid ? [tag("void", "bad")] : []),
    ...(mark === null ? [] : [tag(mark, "bad")]),
    ...(event === null ? [] : [tag(event, "off")]),
    ...(state.external === "entered" ? [tag("inside", "good")] : []),
    ...(state.external === "exited" ? [tag("left", "")] : []),
    ...zones.map((zone) => tag(`in zone ${zone}`, "good")),
  ];
}

/** A scan, as the service has it. */
export function scanItem(scan: Scan, deviceName: string): HTMLElement {
  const mode =
    scan.uploadTimeMs === null ? tag("online", "") : tag(`offline, uploaded ${clock(scan.uploadTimeMs)}`, "off");
  const passed = PASSED.includes(scan.status);
  const what = [clock(scan.scanTimeMs), scan.scanType.toLowerCase(), deviceName, scan.gateName].join(" · ");
  return element(
    "li",
    {},
    element("span", {}, element("code", {}, scan.token), mode),
    element("span", { class: `status ${passed ? "good" : "bad"}` }, scan.status),
    element("span", { class: "soft" }, what),
  );
}

/** A scan in one sentence. */
export function scanWords({ token, scanType, status, scanTimeMs }: Scan): string {
  return `${token}, ${scanType.toLowerCase()}: ${status}, ${clock(scanTimeMs)}`;
}

/** A device. */
export function deviceItem(device: Device): HTMLElement {
  return element(
    "li",
    {},
    element("span", {}, device.name, tag(device.gateName, "")),
    element("span", { class: "soft" }, `id ${device.id}`),
    element("span", { class: "soft" }, `${device.model} · ${device.mac} · last seen ${clock(device.lastSeenMs)}`),
  );
}

/** An element of a kind, with attributes and children; text stays text. */
export function element(
  kind: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElement {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function tag(text: string, kind: string): HTMLElement {
  return element("span", { class: `tag ${kind}` }, text);
}

function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString();
}
