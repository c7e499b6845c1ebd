export { openScanStore, type OpenedScanStore, type ScanStoreOptions, type SetAside } from "./open-scan-store.js";
export { verifyChain, type ChainReport } from "./verify-chain.js";
