import { EVERYTHING, read, send, watch, type Scan, type Shown } from "./control.js";
import { deviceItem, element, scanItem, scanWords, ticketItem } from "./items.js";

let shown: Shown | null = null;

async function refresh(names: readonly (keyof Shown)[]): Promise<void> {
  try {
    // What changed before the first reading was done is in nobody's hands yet: that reading is of everything.
    const answers = await read(shown === null ? EVERYTHING : names);
    shown = { ...shown, ...answers } as Shown;
    show(shown);
  } catch (error) {
    sayWhy(error);
  }
}

function show(now: Shown): void {
  const active = now.venue.events.filter((event) => event.active).map((event) => event.name);
  at("venue").textContent = `${now.venue.venueId} · ${active.join(", ") || "no active event"}`;
  showReaders(now);
  showTickets(now);
  const names = new Map(now.devices.map(({ id, name }) => [id, name]));
  fill(
    "scans",
    now.scans.toReversed().map((scan) => scanItem(scan, names.get(scan.deviceId) ?? `device ${scan.deviceId}`)),
  );
  tellNewest(now.scans.at(-1));
  fill("devices", now.devices.map(deviceItem));
  const fault = now.faults.unreachable ? now.faults.how : "none";
  for (const choice of at("faults").querySelectorAll("input")) choice.checked = choice.value === fault;
}

/** For a screen reader: the list is made anew each time, and would be read from its head. */
function tellNewest(scan: Scan | undefined): void {
  const words = scan === undefined ? "" : scanWords(scan);
  if (at("newest").textContent !== words) at("newest").textContent = words;
}

function showReaders({ readers }: Shown): void {
  const select = at("readers") as HTMLSelectElement;
  const chosen = select.value;
  select.replaceChildren(...readers.map(({ id, path }) => element("option", { value: id }, `${id}: ${path}`)));
  if (readers.some(({ id }) => id === chosen)) select.value = chosen;
  at("reader").hidden = readers.length < 2;
}

function showTickets({ readers, tickets, venue }: Shown): void {
  const [label, use] = readers.length > 0 ? (["Scan", scanWithReader] as const) : (["Copy", copy] as const);
  const inactive = new Map(venue.events.filter((event) => !event.active).map(({ id, name }) => [id, name]));
  const list = at("tickets");
  const activeFirst = tickets.toSorted(
    (one, other) => Number(inactive.has(one.eventId)) - Number(inactive.has(other.eventId)),
  );
  const focused = [...list.querySelectorAll("button")].findIndex((button) => button === document.activeElement);
  list.replaceChildren(
    ...activeFirst.map((ticket) =>
      ticketItem(ticket, inactive.get(ticket.eventId) ?? null, label, (token) => void use(token)),
    ),
  );
  list.querySelectorAll("button")[focused]?.focus();
  at("tickets-hint").hidden = readers.length > 0;
}

function fill(id: string, items: readonly HTMLElement[]): void {
  at(`${id}-hint`).hidden = items.length > 0;
  at(id).replaceChildren(...items);
}

async function scanWithReader(token: string): Promise<void> {
  const reader = (at("readers") as HTMLSelectElement).value;
  await send("POST", `readers/${reader}/scans`, { token }).then(() => say(""), sayWhy);
}

async function copy(token: string): Promise<void> {
  // Browsers give pages without HTTPS a clipboard on loopback addresses only.
  await Promise.resolve()
    .then(async () => navigator.clipboard.writeText(token))
    .then(
      () => say(`${token} is copied`),
      () => say(`copy this by hand: ${token}`),
    );
}

function at(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element "${id}"`);
  return found;
}

function say(words: string): void {
  at("notice").className = "";
  at("notice").textContent = words;
}

function complain(words: string): void {
  at("notice").className = "refused";
  at("notice").textContent = words;
}

function sayWhy(error: unknown): void {
  complain(wordsOf(error));
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

at("faults").addEventListener("change", ({ target }) => {
  const { value } = target as HTMLInputElement;
  const fault = value === "none" ? { unreachable: false } : { unreachable: true, how: value };
  void send("PUT", "faults", fault).then(() => say(""), sayWhy);
});

watch(
  (names) => {
    if (names === EVERYTHING) say("");
    void refresh(names);
  },
  () => complain("The simulator is gone: start it again. This page goes on as soon as it is back."),
);
