import type { World } from "../world/world.js";

/** Looks at what happened in a world and tells what must not have: one line per offence, none where a promise was kept. */
export type Checker = (world: World) => readonly string[];
