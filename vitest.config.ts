import { defineConfig } from "vitest/config";
import { countsReporter } from "./tools/counts-reporter.mjs";
import { chromium } from "./tools/launch/chromium.mjs";

const conditions = ["@usher/source"];
const browser = await chromium();

// One configuration for all rooms: tests run straight from src, so nothing needs building before a unit test.
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["{packages,apps}/*/{src,test}/**/*.test.ts", "{tools,e2e,bench,dst,rig}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: "tools/temporary-folder.mjs",
    // Many tests wait for processes and pages: on two cores two files at a time halve the whole.
    maxWorkers: 2,
    // Only what hangs is to be caught, on a machine with much else to do as well.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", countsReporter],
    // The one place where page tests learn which browser there is; empty where there is none.
    env: { USHER_CHROMIUM: browser ?? "" },
  },
});
