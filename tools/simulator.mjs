import { launch } from "./launch/launch.mjs";

await launch("simulator", "apps/simulator/dist/main.js");
