import { tableOfDifferences } from "./decoders/vectors.js";

// What stands in packages/decoders/README.md, and is held to this by bench/decoders/vectors.test.ts.
process.stdout.write(`${await tableOfDifferences()}\n`);
