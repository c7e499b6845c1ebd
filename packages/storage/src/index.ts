export { openScanStore, type OpenedScanStore, type ScanStoreOptions } from "./open-scan-store.js";
export { readJournal } from "./read-journal.js";
export { verifyChain, type ChainReport } from "./verify-chain.js";
