export type { Migration } from "./connect.js";
export type { Database, SqlValue, Statement } from "./native.js";
export { openDatabase, openToRead, type OpenDatabase } from "./open-database.js";
