import { build } from "./launch/build.mjs";
import { named } from "./launch/chosen.mjs";
import { prepare } from "./launch/prepare.mjs";

named("build", []);
await prepare(() => build());
