import { launch } from "./launch/launch.mjs";

await launch("scanners", "apps/kiosk/dist/scanners/main.js");
