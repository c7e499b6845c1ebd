import { StorageError } from "@usher/core";
import { describe, expect, it } from "vitest";
import { storageError } from "./storage-error.js";

const failure = (code: string, more: object = {}) => Object.assign(new Error("what SQLite said"), { code, ...more });

describe("storageError", () => {
  it.each([
    ["SQLITE_FULL", "full"],
    ["SQLITE_IOERR_SHMSIZE", "full"], // as SQLite says at the start on a full disk
    ["SQLITE_READONLY", "readOnly"],
    ["SQLITE_READONLY_DBMOVED", "readOnly"],
    ["SQLITE_CORRUPT", "corrupt"],
    ["SQLITE_CORRUPT_INDEX", "corrupt"],
    ["SQLITE_NOTADB", "corrupt"],
    ["SQLITE_BUSY", "inUse"],
    ["SQLITE_BUSY_SNAPSHOT", "inUse"],
    ["SQLITE_LOCKED", "inUse"],
    ["SQLITE_CANTOPEN", "failed"],
    ["SQLITE_IOERR_FSYNC", "failed"],
    ["SQLITE_ERROR", "failed"],
    ["ENOSPC", "full"],
    ["EROFS", "readOnly"],
    ["EACCES", "failed"],
    ["ENOENT", "failed"],
  ])("reads %s as %s, and names file and code", (code, expected) => {
    const error = storageError(failure(code), "save to", "/data/scans.db") as StorageError;
    expect(error).toBeInstanceOf(StorageError);
    expect(error.code).toBe(expected);
    expect(error.message).toMatch(/^Cannot save to \/data\/scans\.db: /);
    expect(error.message).toContain(`(${code})`);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("passes on what the system said where it knows no better", () => {
    const error = storageError(failure("EMFILE", { syscall: "open" }), "open", "scans.db") as StorageError;
    expect([error.code, error.message]).toEqual(["failed", "Cannot open scans.db: what SQLite said (EMFILE)."]);
  });

  it("reads saved data that is no JSON as damage", () => {
    expect(storageError(new SyntaxError("Unexpected token"), "read", "scans.db")).toMatchObject({ code: "corrupt" });
  });

  it("leaves a programmer's error as it is", () => {
    for (const error of [new TypeError("x"), failure("ERR_INVALID_ARG_TYPE"), new StorageError("full", "x"), "text"])
      expect(storageError(error, "read", "scans.db")).toBe(error);
  });
});
