import { build } from "./launch/build.mjs";
import { prepare } from "./launch/prepare.mjs";

await prepare(() => build());
