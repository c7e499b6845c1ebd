import { describe, expect, test } from "vitest";
import { LIMITS } from "./limits.js";
import { redactionOf } from "./redaction.js";

const KEY = "k(y/with+odd=chars&7";

describe("redactionOf", () => {
  test("takes the key out of every text of a value, as it is and as URLs write it", () => {
    const redaction = redactionOf(KEY);
    expect(
      redaction({
        status: `X${KEY}Y`,
        url: `/presence/v1/device?apikey=${encodeURIComponent(KEY)}&a=${encodeURIComponent(KEY).toLowerCase()}`,
        form: new URLSearchParams({ apikey: KEY }).toString(),
        list: [KEY, 7, null, { place: KEY }],
      }),
    ).toEqual({
      status: "X[key]Y",
      url: "/presence/v1/device?apikey=[key]&a=[key]",
      form: "apikey=[key]",
      list: ["[key]", 7, null, { place: "[key]" }],
    });
  });

  test("leaves everything else alone", () => {
    const value = { place: "101:A:1", when: 3, none: null, list: [true, "", "kkk"] };
    expect(redactionOf(KEY)(value)).toEqual(value);
  });

  test("does not look for a key that may be an ordinary word", () => {
    const short = "x".repeat(LIMITS.redactableKeyLength - 1);
    expect(redactionOf(short)(`a ${short}`)).toBe(`a ${short}`);
    expect(redactionOf(`${short}x`)(`a ${short}x`)).toBe("a [key]");
  });

  test("takes a key with spaces, and one that no URL can hold", () => {
    expect(redactionOf("eight or more")("a=eight+or+more&b=eight%20or%20more")).toBe("a=[key]&b=[key]");
    expect(redactionOf("12345678\uD800")("12345678\uD800")).toBe("[key]");
  });
});
