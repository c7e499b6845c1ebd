import type { DeviceInitRequest, DeviceQuery } from "@usher/presence";
import type { Venue } from "../venue/venue.js";
import type { Device, Records } from "./records.js";

/** The devices, in the order in which they were added. */
export interface Devices {
  list(): readonly Device[];
  /** A device is known by venue and MAC: configured again it keeps its id and its place. Null: no such venue, or gate. */
  configure(request: DeviceInitRequest, nowMs: number): Device | null;
  /** Null: no such device in that venue. A device that asks about itself was seen. */
  find(query: DeviceQuery, nowMs: number): Device | null;
  /** Notes that a device sent something; false: there is no such device in that venue. */
  seen(id: number, venueId: string, nowMs: number): boolean;
}

export function createDevices(venue: Venue, records: Records): Devices {
  const byId = new Map(records.devices().map((device) => [device.id, device]));
  const byMac = new Map([...byId.values()].map((device) => [identity(device), device.id]));
  const gateIds = new Map([...venue.gates.values()].map((gate) => [gate.name, gate.id]));

  const idOf = (venueId: string, mac: string) => byMac.get(identity({ venueId, mac }));
  /** Held in memory only: a write for every request would cost more than the request. */
  const seen = (id: number, venueId: string, nowMs: number): boolean => {
    const device = byId.get(id);
    if (device?.venueId !== venueId) return false;
    byId.set(id, { ...device, lastSeenMs: nowMs });
    return true;
  };

  return {
    list: () => [...byId.values()],
    configure: (request, nowMs) => {
      const gateId = gateIds.get(request.gateName);
      if (request.venueId !== venue.venueId || gateId === undefined) return null;
      const { venueId, mac, name, ip, gateName, serial, model } = request;
      const id = idOf(venueId, mac) ?? byId.size + 1;
      const addedMs = byId.get(id)?.addedMs ?? nowMs;
      const device: Device = {
        id,
        venueId,
        mac,
        name,
        ip,
        gateId,
        gateName,
        serial,
        model,
        addedMs,
        lastSeenMs: nowMs,
      };
      records.saveDevice(device);
      byId.set(id, device);
      byMac.set(identity(device), id);
      return device;
    },
    find: ({ venueId, mac, deviceId }, nowMs) => {
      const id = mac === null ? deviceId : (idOf(venueId, mac) ?? null);
      if (id === null || (deviceId !== null && deviceId !== id) || !seen(id, venueId, nowMs)) return null;
      return byId.get(id) ?? null;
    },
    seen,
  };
}

/** MAC addresses are written in either case. */
function identity({ venueId, mac }: { readonly venueId: string; readonly mac: string }): string {
  return JSON.stringify([venueId, mac.toLowerCase()]);
}
