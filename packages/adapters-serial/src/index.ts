export type { CommandSetName, WantedCommands } from "./commands.js";
export { serialDriver, type SerialDriverOptions, type SerialProtocol, type SerialSettings } from "./driver.js";
export { openPort } from "./open-port.js";
export { serialRule } from "./udev-rule.js";
export type { LineSettings, ListedPort, ListPorts, OpenedPort, OpenPort, PortListener, WiredPort } from "./port.js";
