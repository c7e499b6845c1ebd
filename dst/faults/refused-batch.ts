import { seconds, type Incident } from "../incident.js";

/** Uploads are answered with an error that says nothing about the scans. */
export const refusedBatch: Incident = {
  name: "refused batch",
  perDay: 1,
  strike: (kiosk, chance, time) => {
    kiosk.network.uploadStatus = "GENERAL_ERROR";
    time.after(seconds(chance.between(5, 300)), () => (kiosk.network.uploadStatus = null));
    return "";
  },
  heal: (kiosk) => (kiosk.network.uploadStatus = null),
};
