import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { PresenceSetupError } from "./setup-error.js";

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a PEM file. Each is parsed here, since TLS itself passes over what it can't read without a word. */
export function certificatesIn(caFile: string): string[] {
  const certificates = textOf(caFile).match(PEM);
  if (certificates === null)
    throw new PresenceSetupError(
      "certificateAuthority",
      `caFile ${caFile} holds no certificate: expected PEM, -----BEGIN CERTIFICATE----- ...`,
    );
  return certificates.map((certificate, index) => {
    try {
      return new X509Certificate(certificate).toString();
    } catch (cause) {
      throw new PresenceSetupError(
        "certificateAuthority",
        `caFile ${caFile}: certificate ${index + 1} of ${certificates.length} can't be read: export it again as PEM`,
        { cause },
      );
    }
  });
}

function textOf(caFile: string): string {
  try {
    return readFileSync(caFile, "utf8");
  } catch (cause) {
    throw new PresenceSetupError(
      "certificateAuthority",
      `caFile ${caFile} can't be read: check the path and its rights`,
      { cause },
    );
  }
}
