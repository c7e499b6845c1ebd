import { readFileSync } from "node:fs";
import { API_KEY } from "../kiosk.js";
import { storeWith } from "../plant.js";
import type { Checker } from "./checker.js";

/** The API key is in no log line, no verdict and not on the disk. */
export const keyLeak: Checker = {
  name: "key leak",
  promises: ["P10"],
  check: ({ kiosks, history }) =>
    kiosks.flatMap(({ name, kiosk }) => {
      const files = [kiosk.disk.file, `${kiosk.disk.file}-wal`];
      const onDisk = files.some((file) => readFileSync(file).includes(API_KEY));
      const shown = history
        .of("verdict")
        .some((entry) => entry.kiosk === name && JSON.stringify(entry.verdict).includes(API_KEY));
      const message = `${name} let the API key out`;
      return onDisk || shown || kiosk.keyLeaks > 0 ? [{ checker: keyLeak.name, message, about: [name] }] : [];
    }),
  canary: {
    store: (store) =>
      storeWith(store, {
        commit: (scan, decision, atMs, scanId) =>
          store.commit(scan, { ...decision, message: `asked with apikey=${API_KEY}` }, atMs, scanId),
      }),
  },
};
