import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { firstAddress } from "./first-address.js";

const USUAL = { netmask: "", mac: "", cidr: null, internal: false };
const LOOPBACK: NetworkInterfaceInfo[] = [{ ...USUAL, family: "IPv4", address: "127.0.0.1", internal: true }];
const CABLE: NetworkInterfaceInfo[] = [
  { ...USUAL, family: "IPv6", address: "fe80::1", scopeid: 0 },
  { ...USUAL, family: "IPv4", address: "10.1.2.3" },
];

test("a machine's address is the first IPv4 address by which others reach it, else the loopback address", () => {
  expect(firstAddress({ lo: LOOPBACK, eth0: CABLE })).toBe("10.1.2.3");
  expect(firstAddress({ lo: LOOPBACK })).toBe("127.0.0.1");
  expect(firstAddress({})).toBe("127.0.0.1");
});
