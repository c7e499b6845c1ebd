import { launch } from "./launch/launch.mjs";

await launch("kiosk", "apps/kiosk/dist/main.js");
