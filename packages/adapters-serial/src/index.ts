export { serialDriver, type SerialDriverOptions, type SerialSettings } from "./driver.js";
export type { LineSettings, ListedPort, ListPorts, OpenedPort, OpenPort, PortListener } from "./port.js";
