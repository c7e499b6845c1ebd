import { LIMITS } from "./limits.js";
import { tell } from "./news.js";
import { runCases } from "./run-cases.js";
import { SUITES } from "./suites.js";

// Runs one suite in this process and tells of it on standard output. Native modules are in play: a process that a suite brings
// down takes no other suite with it, and one that does not come to its end told no "ended", which is a failure.
const [name = ""] = process.argv.slice(2);
const suite = SUITES[name];
if (suite === undefined) throw new Error(`no suite is called ${name}: there are ${Object.keys(SUITES).join(", ")}`);
const { cases } = await suite.load();
tell({ kind: "begun", suite: name, cases: cases.length });
await runCases(cases, { caseMs: LIMITS.caseMs, told: (result) => tell({ kind: "case", suite: name, ...result }) });
tell({ kind: "ended", suite: name });
process.exit();
