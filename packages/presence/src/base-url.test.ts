import { describe, expect, test } from "vitest";
import { baseUrlOf } from "./base-url.js";
import { PresenceSetupError } from "./setup-error.js";

describe("baseUrlOf", () => {
  test.each([
    ["https://app.example.com/presence/v1/", "https://app.example.com/presence/v1/"],
    ["https://app.example.com/presence/v1", "https://app.example.com/presence/v1/"],
    ["https://app.example.com", "https://app.example.com/"],
    ["https://app.example.com:8443/edge/presence/v1", "https://app.example.com:8443/edge/presence/v1/"],
  ])("takes %s as %s", (endpoint, base) => {
    expect(baseUrlOf(endpoint).href).toBe(base);
  });

  test.each([
    "http://127.0.0.1:8080/",
    "http://127.9.8.7/",
    "http://127.1/",
    "http://[::1]:80/",
    "http://localhost:1/",
  ])("takes %s, which never leaves this machine", (endpoint) => {
    expect(baseUrlOf(endpoint).protocol).toBe("http:");
  });

  test.each([
    "http://app.example.com/presence/v1/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "http://10.0.0.1/",
    "http://0.0.0.0/",
    "http://[::2]/",
    "http://[::ffff:127.0.0.1]/",
    "ftp://127.0.0.1/",
    "ws://localhost/",
  ])("refuses %s and says what to write instead", (endpoint) => {
    const error = refusalOf(endpoint);
    expect(error.code).toBe("insecureEndpoint");
    expect(error.message).toContain("use https:");
  });

  test("refuses a key that passes for a scheme without repeating it", () => {
    expect(refusalOf("ZqSECRET:").message).not.toMatch(/secret/i);
  });

  test.each([
    "https://user:SECRET@app.example.com/presence/v1/",
    "https://SECRET@app.example.com/presence/v1/",
    "https://app.example.com/presence/v1/?apikey=SECRET",
    "https://app.example.com/presence/v1/#SECRET",
    "SECRET",
    "//SECRET",
    "https://",
    "",
  ])("refuses %j without repeating what may be a key", (endpoint) => {
    const error = refusalOf(endpoint);
    expect(error.code).toBe("endpoint");
    expect(error.message).toContain("https://HOST/presence/v1/");
    expect(error.message).not.toContain("SECRET");
    expect(error.cause).toBeUndefined();
  });
});

function refusalOf(endpoint: string): PresenceSetupError {
  try {
    baseUrlOf(endpoint);
  } catch (error) {
    if (error instanceof PresenceSetupError) return error;
  }
  throw new Error("expected a refusal");
}
