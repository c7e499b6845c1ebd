/** A packet of Zebra's Simple Serial Interface (SSI); `status` bits are {@link SSI_RETRANSMIT} and {@link SSI_CONTINUED}. */
export interface SsiPacket {
  readonly opcode: number;
  readonly status: number;
  readonly data: Uint8Array;
}

/** Operation codes of SSI that a reader needs (Zebra SE923 and DS2208 manuals, chapter "Simple Serial Interface"). */
export const SSI = {
  aimOff: 0xc4,
  aimOn: 0xc5,
  paramSend: 0xc6,
  acknowledge: 0xd0,
  refuse: 0xd1,
  flushQueue: 0xd2,
  startSession: 0xe4,
  stopSession: 0xe5,
  beep: 0xe6,
  ledOn: 0xe7,
  ledOff: 0xe8,
  scanEnable: 0xe9,
  scanDisable: 0xea,
  decodeData: 0xf3,
  event: 0xf6,
} as const;

export const SSI_RETRANSMIT = 0x01;
export const SSI_CONTINUED = 0x02;
export const SSI_HEADER_BYTES = 4;
export const SSI_CHECKSUM_BYTES = 2;
export const SSI_DECODER = 0x00;
const SSI_HOST = 0x04;

/**
 * A packet of the host, ready to be written: a command, or an answer.
 *
 *     length opcode source status data ... checksum_high checksum_low
 *
 * The length counts all but the checksum; the checksum is the two's complement of the sum of all bytes before it.
 */
export function ssiCommand(opcode: number, data: readonly number[] = []): Uint8Array {
  const packet = Uint8Array.of(SSI_HEADER_BYTES + data.length, opcode, SSI_HOST, 0, ...data, 0, 0);
  const checksum = ssiChecksum(packet, packet.length - SSI_CHECKSUM_BYTES);
  packet.set([checksum >> 8, checksum & 0xff], packet.length - SSI_CHECKSUM_BYTES);
  return packet;
}

/** The checksum that belongs to the first `length` bytes. */
export function ssiChecksum(bytes: Uint8Array, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1) sum += bytes[index] ?? 0;
  return -sum & 0xffff;
}
