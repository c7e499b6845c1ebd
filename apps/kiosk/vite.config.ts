import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The kiosk's two pages. Everything they load is a file of their own: the kiosk's policy lets nothing else run. */
export default defineConfig({
  root: here("ui"),
  base: "/",
  // Other rooms come from their sources, as in tests: no page is made of an older build of them.
  resolve: { conditions: ["@usher/source", ...defaultClientConditions] },
  oxc: { jsx: { importSource: "preact" } },
  build: {
    outDir: here("dist/ui"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: { input: [here("ui/index.html"), here("ui/operator.html")] },
  },
});
