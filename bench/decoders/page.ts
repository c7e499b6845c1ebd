/** Runs in a browser, for bench/in-browser.ts: each way in turn, the processor time of the page's own process told by the bench. */
import { decodeAll, ownHidPos, ownKeyboard, ownSerial, PLAIN_READS, READS } from "./ours.js";
import { classOf, MUTED, type PeerConsole } from "./peer-code.js";
import { publishedHidPos, publishedKeyboard, publishedSerial, type Home, type Pass } from "./published.js";

/** How often each read is read in one pass: so often that a tick of the system's clock (10 ms) is little of it. */
const REPEATS = 2_000;
const OWN_PASSES = 30;
const ROUNDS = 7;

const CONTESTS = [
  { name: "HID POS", own: ownHidPos(), published: (home: Home) => publishedHidPos(home, READS, REPEATS) },
  { name: "keyboard", own: ownKeyboard(), published: (home: Home) => publishedKeyboard(home, READS, REPEATS) },
  { name: "serial", own: ownSerial(), published: (home: Home) => publishedSerial(home, PLAIN_READS, REPEATS) },
] as const;

try {
  for (const { name, own, published } of CONTESTS) {
    const printing = await published(homeWith(console));
    const muted = await published(homeWith(MUTED));
    for (let round = 0; round < ROUNDS; round += 1) {
      await measured(name, "ours", async () => {
        let reads = 0;
        for (let pass = 0; pass < OWN_PASSES; pass += 1) reads += decodeAll(own, REPEATS);
        return reads;
      });
      await measured(name, "as published", printing);
      await measured(name, "muted", muted);
    }
    await tell("/compared");
  }
  await tell("/ended");
} catch (error) {
  await tell("/failed", String(error));
}

function homeWith(own: PeerConsole): Home {
  return { console: own, load: async (name, given) => classOf(await (await fetch(`/${name}.js`)).text(), given) };
}

/** What was measured just now. */
export interface Round {
  readonly name: string;
  readonly way: "ours" | "as published" | "muted";
  readonly reads: number;
}

async function measured(name: string, way: Round["way"], pass: Pass): Promise<void> {
  await tell("/began");
  const reads = await pass();
  await tell("/took", { name, way, reads } satisfies Round);
  if (reads % (REPEATS * READS.length) !== 0 || reads === 0) throw new Error(`${name}, ${way}: ${reads} reads`);
}

async function tell(path: string, body: unknown = null): Promise<void> {
  await fetch(path, { method: "POST", body: JSON.stringify(body) });
}
