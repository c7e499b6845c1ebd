import { CORE_FOLDERS, NATIVE_FILES, ROOMS } from "./tools/rooms.mjs";

const TESTS = ["\\.test\\.ts$", "^(packages|apps)/[^/]+/test/", "^(bench|e2e|dst|rig)/"];
const TESTING = "^packages/[^/]+/src/testing/";
/** Compiled, never run: it names what the packages offer. */
const EVERY_ENTRY = "^tools/strict/";
const rooms = Object.entries(ROOMS);

/** A room imports itself and the rooms that the table gives it, nothing else of ours. */
const roomRules = rooms.map(([room, { folder, mayImport }]) => ({
  name: `rooms/${room}`,
  comment: `${room} may import: ${mayImport.join(", ") || "no other room"} (tools/rooms.mjs).`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: {
    path: "^(packages|apps|tools)/",
    pathNot: rooms.filter(([name]) => name === room || mayImport.includes(name)).map(([, to]) => `^${to.folder}/`),
  },
}));

/** Each folder of core imports only those before it. */
const folderRules = CORE_FOLDERS.slice(0, -1).map((folder, index) => ({
  name: `core-folders/${folder}`,
  comment: `The folders of core in import order: ${CORE_FOLDERS.join(" < ")}.`,
  severity: "error",
  from: { path: `^packages/core/src/${folder}/` },
  to: { path: `^packages/core/src/(${CORE_FOLDERS.slice(index + 1).join("|")})/` },
}));

/** A native module may be missing on a machine; one file per module finds out, lazily, and says what to install. */
const nativeRules = Object.entries(NATIVE_FILES).map(([module, file]) => ({
  name: `native/${module}`,
  comment: `Only ${file} imports ${module}; everything else takes it as an argument.`,
  severity: "error",
  from: { pathNot: `^${file.replace(".", "\\.")}$` },
  to: { path: `(^|/)node_modules/(@types/)?${module}/|^${module}$` },
}));

export default {
  forbidden: [
    ...roomRules,
    {
      name: "rooms/listed",
      comment: "Every package and app is a room in tools/rooms.mjs.",
      severity: "error",
      from: { path: "^(packages|apps)/", pathNot: rooms.map(([, { folder }]) => `^${folder}/`) },
      to: {},
    },
    {
      name: "rooms/by-name",
      comment: "Another room is entered by its package name, where its exports are, never by a relative path.",
      severity: "error",
      from: { path: "^((?:packages|apps)/[^/]+)/" },
      to: { path: "^(packages|apps)/", pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    ...folderRules,
    {
      name: "core-is-pure",
      comment: "The engine imports xstate and rxjs, nothing of Node and nothing else.",
      severity: "error",
      from: { path: "^packages/core/src/", pathNot: TESTS },
      to: { pathNot: ["^packages/core/src/", "(^|/)node_modules/(xstate|rxjs)/"] },
    },
    {
      name: "decoders-are-pure",
      comment: "Decoders turn bytes into frames, on any platform: nothing of Node.",
      severity: "error",
      from: { path: "^packages/decoders/src/", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "seal",
      comment: "A permit is made by a store that saved it. Nobody else may make one.",
      severity: "error",
      from: { pathNot: ["^packages/storage/", "^packages/core/src/testing/", EVERY_ENTRY] },
      to: { path: "^packages/core/src/seal\\.ts$" },
    },
    {
      name: "testing-is-for-tests",
      comment: "Test doubles and suites are imported by tests and by other test doubles only.",
      severity: "error",
      from: { pathNot: [...TESTS, TESTING, EVERY_ENTRY] },
      to: { path: TESTING },
    },
    {
      name: "tests-are-leaves",
      comment: "Production code and test doubles import no test.",
      severity: "error",
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    ...nativeRules,
    {
      name: "declared",
      comment: "Production code imports only what its own package.json names as a dependency.",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src/", pathNot: TESTS },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"] },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere hides from every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-cycles",
      comment: "No import cycles, type-only imports counted.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^((packages|apps)/[^/]+|bench|dst|rig)/dist/" },
    tsPreCompilationDeps: true,
    moduleSystems: ["es6", "cjs"],
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@usher/source", "import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".node", ".d.ts"],
    },
  },
};
