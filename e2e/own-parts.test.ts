import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createWebServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { createScanner } from "@usher/core";
import { MemoryStore, MemoryTicketService, SeededRandom, VirtualTime } from "@usher/core/testing";
import { expect, it, vi } from "vitest";
import { crewValidator, networkDriver, screen, webRelay } from "../examples/own-parts.js";
import { ROOT } from "./root.js";

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("an integrator's own validator, reader, output and screen make a gate, and the docs show just them", async () => {
  const example = readFileSync(join(ROOT, "examples/own-parts.ts"), "utf8");
  expect(readFileSync(join(ROOT, "docs/own-parts.md"), "utf8")).toContain(`\`\`\`ts\n${example}\`\`\``);

  const scannerAtTheNetwork = createServer();
  const opened = vi.fn();
  const relay = createWebServer((_request, response) => {
    opened();
    response.end();
  });
  const [path, relayAt] = [await listening(scannerAtTheNetwork), await listening(relay)];
  const attached = once(scannerAtTheNetwork, "connection") as Promise<[{ write(text: string): void; destroy(): void }]>;

  const time = new VirtualTime();
  const service = new MemoryTicketService(time);
  service.weather = { kind: "refused" };
  service.configureWeather = { kind: "fair" };
  const device = {
    venueId: "V1",
    name: "N",
    mac: "02:00:00:00:00:01",
    ip: "127.0.0.1",
    gateName: "N",
    serial: "S",
    model: "M",
  };
  const failed = vi.fn();
  const scanner = createScanner({
    service,
    store: new MemoryStore(),
    validators: [crewValidator],
    time,
    random: new SeededRandom(1),
    settings: {
      device,
      readers: [{ id: "north", lane: "1", driver: networkDriver, info: { path }, settings: {} }],
      outputs: [{ lane: "1", output: webRelay(`http://${relayAt}/`, failed) }],
    },
  });
  const shown: string[] = [];
  screen(scanner, (line) => shown.push(line));
  scanner.start();
  const [line] = await attached;
  await vi.waitFor(async () => {
    await time.settle();
    expect(shown).toContain("operating, online");
  });

  const read = async (token: string, answer: string) => {
    line.write(`${token}\r\n`);
    await vi.waitFor(async () => {
      await time.settle();
      expect(shown).toContain(answer);
    });
  };
  await read("STRANGER-1", "deny: This ticket is not known for the active events");
  expect(opened).not.toHaveBeenCalled();
  await read("CREW-1", "permit: Okay");
  await vi.waitFor(() => expect(opened).toHaveBeenCalledOnce());

  line.destroy();
  await scanner.stop();
  expect(failed).not.toHaveBeenCalled();
  for (const server of [scannerAtTheNetwork, relay]) server.close();
  relay.closeAllConnections();
});
