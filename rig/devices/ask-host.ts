import { tell, type HostCommand } from "../news.js";

/**
 * Asks the machine around the guest for something. There is no answer: what it does is seen at the devices. Commands are carried out
 * in order.
 */
export function askHost(command: HostCommand): void {
  tell({ kind: "host", command });
}
