import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createSecureContext } from "node:tls";
import { StartError } from "./start-error.js";

/** Where the simulator's certificate comes from: `private` makes a CA for this run, `files` are somebody's own PEM files. */
export type CertificateSource =
  | { readonly kind: "private"; readonly host: string; readonly beside: string | null }
  | { readonly kind: "files"; readonly certFile: string; readonly keyFile: string };

/** What a listener serves HTTPS with. `caFile`: what a device must be told to trust; null where that is its owner's business. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly caFile: string | null;
  /** Removes what was written for this run only. */
  dispose(): void;
}

/** A venue's private CA is young and short-lived, like the simulator itself. */
const VALID_MS = 30 * 24 * 3_600_000;

/** Gets a certificate. Rejects with a {@link StartError} that names the file and the fix. */
export async function certificate(source: CertificateSource): Promise<Certificate> {
  if (source.kind === "private") return privateCertificate(source.host, source.beside);
  const { certFile, keyFile } = source;
  const pair = { cert: readPem(certFile), key: readPem(keyFile) };
  try {
    createSecureContext(pair);
  } catch (cause) {
    const message = `${certFile} and ${keyFile}: these are no certificate and its key in PEM form: correct --tls-cert and --tls-key`;
    throw new StartError(message, { cause });
  }
  return { ...pair, caFile: null, dispose: () => undefined };
}

async function privateCertificate(host: string, beside: string | null): Promise<Certificate> {
  const { generate } = await import("selfsigned"); // Loaded only where it is needed: it is slow to load.
  const common = { keyType: "ec", algorithm: "sha256", notAfterDate: new Date(Date.now() + VALID_MS) } as const;
  const ca = await generate([{ name: "commonName", value: "Usher simulator private CA" }], {
    ...common,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: "commonName", value: "Usher simulator" }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: [...new Set(["localhost", "127.0.0.1", "::1", host])].map(altName) },
    ],
  });
  return { key: leaf.private, cert: leaf.cert, ...written(ca.cert, beside) };
}

function altName(name: string): { type: 7; ip: string } | { type: 2; value: string } {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}

/** Beside the database under its name, else in a folder of its own that ends with the simulator. */
function written(caCert: string, beside: string | null): Pick<Certificate, "caFile" | "dispose"> {
  const caFile =
    beside === null ? join(mkdtempSync(join(tmpdir(), "usher-simulator-ca-")), "ca.pem") : `${beside}.ca.pem`;
  try {
    writeFileSync(caFile, caCert);
  } catch (cause) {
    throw new StartError(`${caFile}: the private CA can't be written here: check the folder and its owner`, {
      cause,
    });
  }
  return {
    caFile,
    dispose: () => rmSync(beside === null ? dirname(caFile) : caFile, { recursive: true, force: true }),
  };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new StartError(`${file}: this file can't be read: check the path, its owner and mode`, { cause });
  }
}
