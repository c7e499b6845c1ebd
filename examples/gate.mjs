import { serialDriver } from "@usher/adapters-serial";
import { createScanner } from "@usher/core";
import { systemTime as time } from "@usher/devices";
import { presenceService } from "@usher/presence";
import { openScanStore } from "@usher/storage";
import { readTicketFile, ticketListValidator } from "@usher/validators";

const { ENDPOINT, API_KEY, VENUE, GATE, SCANNER, TICKETS, DATABASE } = process.env;
const { store, guard } = openScanStore({ file: DATABASE, atMs: time.wallMs() });
const service = presenceService({ endpoint: ENDPOINT, apiKey: API_KEY });
const machine = { mac: "02:00:00:00:00:07", ip: "127.0.0.1", serial: "S7", model: "Own build" };
const scanner = createScanner({
  service,
  store,
  validators: [guard, ticketListValidator(readTicketFile(TICKETS))],
  time,
  random: { next: Math.random },
  settings: {
    device: { venueId: VENUE, name: "North 7", gateName: GATE, ...machine },
    readers: [{ id: "north", lane: "1", driver: serialDriver({ time }), info: { path: SCANNER }, settings: {} }],
  },
});
scanner.verdicts$.subscribe(({ decision, status, place, source }) => console.log(decision, status, place, source));
scanner.log$.subscribe(({ level, event, data }) => /warn|error/.test(level) && console.error(event, data));
process.once("SIGTERM", () => void scanner.stop().then(() => service.close()));
scanner.start();
