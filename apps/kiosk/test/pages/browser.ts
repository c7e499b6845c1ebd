import { accessSync, constants, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser } from "playwright-core";
import { build } from "vite";

const EXECUTABLE = process.env["USHER_CHROMIUM"] || "/usr/bin/chromium";

/** A real Chromium: Debian's, or the one that USHER_CHROMIUM names. */
export async function launchChromium(): Promise<Browser> {
  try {
    accessSync(EXECUTABLE, constants.X_OK);
  } catch (cause) {
    throw new Error(`no Chromium at ${EXECUTABLE}: apt-get install chromium, or name another in USHER_CHROMIUM`, {
      cause,
    });
  }
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Builds the pages as a release would, into a folder of their own. */
export async function buildPages(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "usher-pages-"));
  const configFile = fileURLToPath(new URL("../../vite.config.ts", import.meta.url));
  await build({ configFile, logLevel: "warn", build: { outDir } });
  return outDir;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** How much of a picture has colours like these, each from 0 to 1. Counted by the browser's own decoder. */
export async function sharesOf<Name extends string>(
  browser: Browser,
  picture: Buffer,
  colours: Readonly<Record<Name, Colour>>,
): Promise<Readonly<Record<Name, number>>> {
  const page = await browser.newPage();
  try {
    const named = Object.entries<Colour>(colours);
    const shares = await page.evaluate(countColours, {
      base64: picture.toString("base64"),
      colours: named.map(([, colour]) => colour),
    });
    return Object.fromEntries(named.map(([name], index) => [name, shares[index] ?? 0])) as Record<Name, number>;
  } finally {
    await page.close();
  }
}

/** Runs in the browser, so it takes all it needs as its argument. */
async function countColours({ base64, colours }: { base64: string; colours: Colour[] }): Promise<number[]> {
  const tolerance = 24;
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  // Nearest pixels of a quarter of the size are enough to measure areas by.
  const [width, height] = [Math.ceil(bitmap.width / 4), Math.ceil(bitmap.height / 4)];
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (context === null) throw new Error("this browser cannot draw");
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return colours.map((colour) => {
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (colour.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) <= tolerance)) count += 1;
    }
    return count / (width * height);
  });
}
