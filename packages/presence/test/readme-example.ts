import { presenceService } from "@usher/presence";

const service = presenceService({
  endpoint: process.env["PRESENCE_ENDPOINT"] ?? "https://HOST/presence/v1/",
  apiKey: process.env["PRESENCE_API_KEY"] ?? "",
  onExchange: ({ method, path, httpStatus }) => process.stdout.write(`${method} ${path}: ${httpStatus}\n`),
});

const device = {
  venueId: "V-1",
  name: "North 1",
  mac: "02:00:00:00:00:01",
  ip: "192.0.2.10",
  gateName: "North",
  serial: "S-1",
  model: "M-1",
};

const reply = await service.configure(device, AbortSignal.timeout(5_000));
if (reply.kind === "answered" && reply.status === "OKAY")
  process.stdout.write(`Device ${reply.value?.id} stands at gate ${reply.value?.gateId}\n`);
else process.stdout.write(`Not configured: ${JSON.stringify(reply)}\n`);

await service.close();
