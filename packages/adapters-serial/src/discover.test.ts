import { describe, expect, test } from "vitest";
import { findPort, listScanners, surroundings, type Surroundings } from "./discover.js";
import type { ListedPort } from "./port.js";

const XENON: ListedPort = {
  path: "/dev/ttyACM0",
  vendorId: 0x0c2e,
  productId: 0x092a,
  serialNumber: "18004B0213",
  manufacturer: "Honeywell",
  product: "Xenon 1902",
  port: "1-1.4",
};
const BRIDGE: ListedPort = { path: "/dev/ttyUSB0", vendorId: 0x0403, productId: 0x6001, product: "FT232R USB UART" };

const at = (ports: readonly ListedPort[], given: Surroundings = {}) =>
  surroundings({
    listPorts: async () => ports,
    listLinks: async () => [],
    findUsbDevices: async () => [],
    mayOpen: async () => true,
    holderOf: async () => null,
    resolve: async (path) => path,
    ...given,
  });
const list = (ports: readonly ListedPort[], given?: Surroundings) => listScanners(at(ports, given));

describe("the list", () => {
  test("tells which scanner is where, its ids as numbers, its socket, and its make where that is known", async () => {
    expect(await list([XENON])).toEqual([
      {
        path: "/dev/ttyACM0",
        vendorId: 0x0c2e,
        productId: 0x092a,
        serialNumber: "18004B0213",
        port: "1-1.4",
        product: "Xenon 1902",
        model: "Honeywell (Metrologic) Xenon 1902",
      },
    ]);
  });

  test("takes what names it can get", async () => {
    expect(await list([{ path: "COM7", vendorId: 0x05e0, manufacturer: "Zebra" }])).toEqual([
      { path: "COM7", vendorId: 0x05e0, product: "Zebra" },
    ]);
    expect(await list([{ path: "COM8", vendorId: 0x05e0, pnpId: "usb-Symbol-if00" }])).toMatchObject([
      { product: "usb-Symbol-if00" },
    ]);
  });

  test("knows a bridge, and does not take it for a scanner", async () => {
    const [bridge] = await list([BRIDGE]);
    expect(bridge).toMatchObject({ path: "/dev/ttyUSB0", product: "FT232R USB UART" });
    expect(bridge).not.toHaveProperty("model");
  });

  test("leaves out the empty serial ports of a main board", async () => {
    expect(await list([{ path: "/dev/ttyS0" }])).toEqual([]);
  });

  test("goes by the stable names where ports can't be listed, and never rejects", async () => {
    const listPorts = () => Promise.reject(new Error("spawn udevadm ENOENT"));
    const links = ["/dev/serial/by-id/usb-Honeywell_1400G-if00"];
    expect(await list([], { listPorts, listLinks: async () => links })).toEqual([{ path: links[0] }]);
    expect(Array.isArray(await listScanners(surroundings({ listPorts })))).toBe(true);
  });

  test("on this machine finds what there is, and never rejects", async () => {
    for (const info of await listScanners(surroundings({}))) expect(info.path).not.toBe("");
  });
});

describe("the trouble with a scanner", () => {
  test("is missing rights, with what to do", async () => {
    expect(await list([XENON], { mayOpen: async () => false })).toMatchObject([
      { trouble: { code: "noRights", message: expect.stringContaining("usermod -aG dialout") } },
    ]);
  });

  test("is another program, by its name", async () => {
    const holderOf = async () => ({ pid: 812, program: "ModemManager" });
    expect(await list([XENON], { holderOf })).toMatchObject([
      { trouble: { code: "busy", message: expect.stringContaining("held by ModemManager (process 812)") } },
    ]);
  });

  test("is not that this program reads it", async () => {
    const [info] = await list([XENON], { holderOf: async () => ({ pid: process.pid, program: "node" }) });
    expect(info).not.toHaveProperty("trouble");
  });
});

describe("the scanner that is wanted", () => {
  const twin: ListedPort = { ...XENON, path: "/dev/ttyACM1", serialNumber: "S2", port: "1-1.2" };
  const link = "/dev/serial/by-id/usb-Honeywell_Xenon_1902_S2-if00";
  const resolve = async (path: string) => (path === link ? "/dev/ttyACM1" : path);

  test.each([
    [{ vendorId: 0x0c2e, serialNumber: "S2" }, "/dev/ttyACM1"],
    [{ port: "1-1.4" }, "/dev/ttyACM0"],
    [{ vendorId: 0x0403 }, "/dev/ttyUSB0"],
  ])("is found by %j", async (wanted, path) => {
    expect(await findPort(wanted, at([XENON, twin, BRIDGE]))).toMatchObject({ path });
  });

  test("is found by its stable name, keeps it, and is known by all the rest", async () => {
    expect(await findPort({ path: link }, at([XENON, twin], { resolve }))).toMatchObject({
      path: link,
      serialNumber: "S2",
      port: "1-1.2",
      model: "Honeywell (Metrologic) Xenon 1902",
    });
  });

  test("is absent where another device has taken its path", async () => {
    const wanted = { path: link, serialNumber: "S1" };
    await expect(findPort(wanted, at([XENON, twin], { resolve }))).rejects.toMatchObject({ code: "absent" });
  });

  test("is tried by its path alone where that is not listed", async () => {
    expect(await findPort({ path: "/dev/ttyS0" }, at([XENON]))).toEqual({ path: "/dev/ttyS0" });
  });

  test("is none where several are like that", async () => {
    await expect(findPort({ vendorId: 0x0c2e }, at([XENON, twin]))).rejects.toThrow(
      "name a serial number or a port too",
    );
  });

  test("is in the wrong mode where it is plugged in and no serial line, and that is said with what to set", async () => {
    const voyager = { vendorId: 0x0c2e, productId: 0x0b81, serialNumber: "S1", port: "1-1.4" };
    const mouse = { vendorId: 0x046d, productId: 0xc077, port: "1-2" };
    const around = at([BRIDGE], { findUsbDevices: async () => [mouse, voyager] });
    for (const wanted of [{ serialNumber: "S1" }, { vendorId: 0x0c2e, productId: 0x092a }, { port: "1-1.4" }]) {
      const found = findPort(wanted, around);
      await expect(found).rejects.toMatchObject({ code: "wrongMode" });
      await expect(found).rejects.toThrow(/Voyager 1400g in port 1-1.4 is not in serial mode: .*PAP131/);
    }
    for (const wanted of [
      { serialNumber: "S2" },
      { vendorId: 0x05e0 },
      { port: "1-2" },
      { vendorId: 0x0c2e, port: "1-9" },
    ]) {
      await expect(findPort(wanted, around)).rejects.toMatchObject({ code: "absent" });
    }
  });
});
