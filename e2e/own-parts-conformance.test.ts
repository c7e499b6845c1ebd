import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createWebServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import * as testing from "@usher/core/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { crewValidator, networkDriver, webRelay } from "../examples/own-parts.js";
import { ROOT } from "./root.js";

async function listening(server: Server, port = 0): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("the docs run a suite on the validator, and it keeps to its port", async () => {
  const [snippet = ""] = testing.codeIn(readFileSync(join(ROOT, "docs/own-parts.md"), "utf8"), "js");
  const ran: string[] = [];
  const runner = {
    test: (name: string, run: () => void) => {
      run();
      ran.push(name);
    },
  };
  const modules = { "@usher/core/testing": testing, vitest: runner, "./own-parts.js": { crewValidator } };
  await testing.runSnippet(snippet, modules);
  expect(ran).toEqual(testing.offlineValidatorSuite.map(({ name }) => name));
});

describe("the docs' reader", () => {
  test.each(testing.scannerDriverSuite)("$name", async ({ run }) => {
    const sockets = new Set<Socket>();
    const scanner = createServer((socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket)).on("error", () => undefined);
    });
    const port = await listening(scanner);
    const unplug = async (): Promise<void> => {
      const closed = new Promise((resolve) => scanner.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    };
    onTestFinished(unplug);
    // What is scanned before this side has seen the connection would be sent to nobody.
    const open: typeof networkDriver.open = async (...wanted) => {
      const accepted = once(scanner, "connection");
      const opened = await networkDriver.open(...wanted);
      await accepted;
      return opened;
    };
    const free = createServer();
    const absentPort = await listening(free);
    await new Promise((resolve) => free.close(resolve));
    await run({
      driver: { ...networkDriver, open },
      settings: {},
      info: { path: `127.0.0.1:${port}` },
      absent: { path: `127.0.0.1:${absentPort}` },
      exclusive: false,
      scan: (text) => sockets.forEach((socket) => socket.write(`${text}\r\n`)),
      unplug,
      plug: async () => void (await listening(scanner, port)),
    });
  });
});

describe("the docs' gate output", () => {
  test.each(testing.gateOutputSuite)("$name", async ({ run }) => {
    let opened = 0;
    const relay = createWebServer((_request, response) => {
      opened += 1;
      response.end();
    });
    const failed = vi.fn();
    const output = webRelay(`http://127.0.0.1:${await listening(relay)}/`, failed);
    const permit = vi.spyOn(output, "permit");
    const unplug = async (): Promise<void> => {
      const closed = new Promise((resolve) => relay.close(resolve));
      relay.closeAllConnections();
      await closed;
    };
    onTestFinished(unplug);
    await run({
      output,
      opened: async () => {
        await vi.waitFor(() => expect(opened).toBe(permit.mock.calls.length));
        return opened;
      },
      unplug,
    });
  });
});
