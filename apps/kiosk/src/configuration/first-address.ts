import { networkInterfaces } from "node:os";

/** The first IPv4 address by which others reach this machine, or the loopback address where there is none. */
export function firstAddress(interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces()): string {
  const addresses = Object.values(interfaces).flatMap((entries) => entries ?? []);
  return addresses.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";
}
