import { describe, expect, test } from "vitest";
import { troubleOf } from "./trouble.js";

const coded = (code: string) => Object.assign(new Error("words that nobody reads"), { code });

describe("troubleOf", () => {
  test.each([
    ["ENOTFOUND", "name"],
    ["EAI_AGAIN", "name"],
    ["ECONNREFUSED", "refused"],
    ["EHOSTUNREACH", "refused"],
    ["ENETUNREACH", "refused"],
    ["EMFILE", "refused"],
    ["A_CODE_THAT_IS_NEW", "refused"],
    ["CERT_HAS_EXPIRED", "certificate"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
    ["EPROTO", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
    ["ERR_TLS_HANDSHAKE_TIMEOUT", "tls"],
    ["ETIMEDOUT", "connectTimeout"],
    ["UND_ERR_CONNECT_TIMEOUT", "connectTimeout"],
    ["ECONNRESET", "reset"],
    ["UND_ERR_DESTROYED", "aborted"],
    ["ABORT_ERR", "aborted"],
  ])("before anything was sent, %s is %s", (code, cause) => {
    expect(troubleOf(coded(code), false)).toBe(cause);
  });

  test.each([
    ["ECONNRESET", "reset"],
    ["ETIMEDOUT", "reset"],
    ["EPIPE", "reset"],
    ["UND_ERR_SOCKET", "reset"],
    ["HPE_INVALID_CONSTANT", "reset"],
    ["CERT_HAS_EXPIRED", "reset"],
    ["UND_ERR_DESTROYED", "aborted"],
  ])("afterwards, %s is %s", (code, cause) => {
    expect(troubleOf(coded(code), true)).toBe(cause);
  });

  test("the first of several addresses speaks for all", () => {
    expect(troubleOf(new AggregateError([coded("ETIMEDOUT"), coded("ECONNREFUSED")]), false)).toBe("connectTimeout");
    expect(troubleOf(new AggregateError([]), false)).toBe("refused");
  });

  test.each([undefined, null, "ECONNRESET", 7, {}, { code: 7 }])("takes anything: %j", (error) => {
    expect(troubleOf(error, false)).toBe("refused");
  });
});
