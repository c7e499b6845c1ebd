export type { Migration } from "./connect.js";
export type { Database, SqlValue, Statement } from "./native.js";
export { openDatabase, type OpenDatabase } from "./open-database.js";
