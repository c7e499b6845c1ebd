import type { Status } from "@usher/core";
import {
  deviceInitRequest,
  deviceQuery,
  parseRequest,
  ticketRequest,
  uploadRequest,
  type DeviceAnswer,
  type DeviceInitAnswer,
  type OPERATIONS,
  type TicketAnswer,
  type UploadAnswer,
} from "@usher/presence";
import type { World } from "../world/world.js";

/** What an operation comes to: the status, what is in the envelope's `message`, and words of its own where it has some. */
export interface Outcome {
  readonly status: Status;
  readonly message: object;
  readonly text?: string;
}

/** Answers one request: `input` is its body, or its query where it has no body. */
export type Respond = (world: World, input: unknown) => Outcome;

/** The service's side of every operation, by this project's names. */
export const RESPONSES: Readonly<Record<keyof typeof OPERATIONS, Respond>> = {
  configure: (world, body) => {
    const request = parseRequest(deviceInitRequest, body);
    if (!request.ok) return malformed(request.fault);
    const device = world.configure(request.value);
    if (device === null)
      return { status: "NOT_FOUND", message: {}, text: "This venue does not exist, or has no gate of that name" };
    const { id, venueId, name, mac, ip, gateId, serial, model } = device;
    return okay({ id, venueId, name, mac, ip, gateId, serial, model } satisfies DeviceInitAnswer);
  },

  deviceInformation: (world, query) => {
    const request = parseRequest(deviceQuery, query);
    if (!request.ok) return malformed(request.fault);
    const device = world.device(request.value);
    if (device === null)
      return { status: "NOT_FOUND", message: {}, text: "This device is not configured in this venue" };
    const { id, name, venueId, gateId, gateName, ip, mac, serial, model } = device;
    return okay({ id, name, venueId, localId: id, gateId, gateName, ip, mac, serial, model } satisfies DeviceAnswer);
  },

  enter: (world, body) => scanned(world, "enter", body),
  exit: (world, body) => scanned(world, "exit", body),
  validate: (world, body) => scanned(world, "validate", body),

  upload: (world, body) => {
    const request = parseRequest(uploadRequest, body);
    if (!request.ok) return malformed(request.fault);
    world.upload(request.value);
    return okay({ accepted: request.value.scans.length } satisfies UploadAnswer);
  },
};

function scanned(world: World, operation: "enter" | "exit" | "validate", body: unknown): Outcome {
  const request = parseRequest(ticketRequest, body);
  if (!request.ok) return malformed(request.fault);
  const answer = world.ask(operation, request.value);
  if (answer === null) return malformed("deviceId: expected a device that is configured in this venue");
  const { status, ticket } = answer;
  const tickets = ticket === null ? [] : [{ place: ticket.place ?? "", eventId: ticket.eventId }];
  return { status, message: { tickets } satisfies TicketAnswer };
}

function okay(message: object): Outcome {
  return { status: "OKAY", message };
}

function malformed(fault: string): Outcome {
  return { status: "BAD_REQUEST", message: {}, text: fault };
}
