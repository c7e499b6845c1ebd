import { UsageError } from "@usher/validators";
import { describe, expect, it } from "vitest";
import { readCommandLine } from "./command-line.js";

const words = (line: string): string[] => line.split(" ").filter((word) => word !== "");

describe("a command line", () => {
  it("needs no more than a venue", () => {
    expect(readCommandLine(words("serve --venue v.jsonc"))).toEqual({
      name: "serve",
      venueFile: "v.jsonc",
      host: "127.0.0.1",
      port: 0,
      presencePort: 0,
      certificate: null,
      databaseFile: null,
      readerPaths: [],
      logLevel: "info",
    });
  });

  it("may say all there is", () => {
    const line =
      "serve --venue v --port 80 --presence-port 81 --host ::1 --tls --db d --reader a --reader=b --log-level debug";
    expect(readCommandLine(words(line))).toEqual({
      name: "serve",
      venueFile: "v",
      host: "::1",
      port: 80,
      presencePort: 81,
      certificate: { kind: "private", host: "::1", beside: "d" },
      databaseFile: "d",
      readerPaths: ["a", "b"],
      logLevel: "debug",
    });
    expect(readCommandLine(words("serve --venue v --tls-cert c --tls-key k"))).toMatchObject({
      certificate: { kind: "files", certFile: "c", keyFile: "k" },
    });
    expect(readCommandLine(words("crowd --venue v --presence p --devices 2 --per-second 5"))).toEqual({
      name: "crowd",
      venueFile: "v",
      presence: "p",
      devices: 2,
      scans: 1_000,
      scansPerSecond: 5,
    });
    expect(readCommandLine(words("reader --to /dev/x"))).toEqual({ name: "reader", path: "/dev/x" });
    expect(readCommandLine(words("serve --help"))).toEqual({ name: "help" });
    expect(readCommandLine(words("help"))).toEqual({ name: "help" });
    expect(readCommandLine(words("--version"))).toEqual({ name: "version" });
    expect(readCommandLine(words("serve --version"))).toEqual({ name: "version" });
  });

  it.each([
    ["", "name a command: serve, reader, crowd"],
    ["serv", 'unknown command "serv", did you mean "serve"?'],
    ["crowd --venue v", "--presence URL is missing"],
    ["crowd --presence p", "--venue FILE is missing"],
    ["crowd --venue v --presence p --devices 0", '--devices is "0", expected a whole number from 1 to 1000'],
    ["crowd --venue v --presence p --scans many", '--scans is "many"'],
    ["serve", "--venue FILE is missing"],
    ["serve --venue", "--venue"],
    ["serve --venu v", 'did you mean "--venue"?'],
    ["serve --hlep", 'did you mean "--help"?'],
    ["serve v.jsonc", "v.jsonc"],
    ["serve --venue v --port http", '--port is "http", expected a whole number from 0 to 65535'],
    ["serve --venue v --port 65536", '--port is "65536"'],
    ["serve --venue v --port=-1", '--port is "-1"'],
    ["serve --venue v --tls-cert c", "go together"],
    ["serve --venue v --log-level loud", 'unknown --log-level "loud"'],
    ["reader", "--to PATH is missing"],
  ])("%j is refused with words about %j", (line, about) => {
    try {
      readCommandLine(words(line));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect(error).toMatchObject({ message: expect.stringContaining(about) as string });
    }
  });
});
