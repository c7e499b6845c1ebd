import { faultOf, faultRequest, faultState, stateOf, type Fault } from "../faults/fault.js";
import { AdminError, adminRoute, type AdminRoute } from "./route.js";

/** What can be made to fail. */
export interface Failing {
  fault(): Fault;
  setFault(fault: Fault): Promise<void>;
}

/** The routes that show and set the fault of the Presence listener. */
export function faultRoutes(failing: Failing): readonly AdminRoute[] {
  return [
    adminRoute({
      method: "GET",
      path: "faults",
      summary: "The fault of the Presence listener",
      answer: faultState,
      handle: () => stateOf(failing.fault()),
    }),
    adminRoute({
      method: "PUT",
      path: "faults",
      summary: "Sets one fault of the Presence listener, or none; the control surface goes on answering",
      body: faultRequest,
      answer: faultState,
      handle: async ({ body }) => {
        await failing.setFault(faultOf(body)).catch(portLost);
        return stateOf(failing.fault());
      },
    }),
  ];
}

function portLost(cause: unknown): never {
  throw new AdminError(409, "another program has taken the Presence port meanwhile: end it and try again", { cause });
}
