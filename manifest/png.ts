import { crc32, inflateSync } from 'node:zlib';

/** A picture with eight bits a channel, four channels a pixel (red, green, blue, alpha), rows from the top. */
export type Picture = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Colour types with eight bits a channel that are read here, with their channels. */
const CHANNELS: ReadonlyMap<number, number> = new Map([
  [2, 3],
  [6, 4],
]);

/**
 * Reads a PNG of RGB or RGBA, eight bits, not interlaced (W3C PNG, sections 5 and 9): what our icons are.
 * The answer is a sentence without subject when it is anything else.
 */
export function readPng(bytes: Uint8Array): Picture | string {
  const file = Buffer.from(bytes);
  if (!file.subarray(0, 8).equals(SIGNATURE)) return 'is not a PNG';
  const chunks = chunksOf(file);
  if (chunks === null) return 'is a damaged PNG';
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header?.length !== 13) return 'is a PNG without a header';
  const channels = CHANNELS.get(header.readUInt8(9));
  if (header.readUInt8(8) !== 8 || channels === undefined || header.readUInt8(12) !== 0)
    return 'is not a plain PNG of RGB or RGBA with eight bits a channel';
  const size = { width: header.readUInt32BE(0), height: header.readUInt32BE(4), channels };
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const rows = unpack(packed, size);
  return rows === null
    ? 'is a damaged PNG'
    : { width: size.width, height: size.height, rgba: pixels(rows, size) };
}

type Chunk = { readonly type: string; readonly data: Buffer };
type Size = { readonly width: number; readonly height: number; readonly channels: number };

/** Null when a chunk is cut off or its checksum is not right. */
function chunksOf(file: Buffer): readonly Chunk[] | null {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length; ) {
    if (at + 12 > file.length) return null;
    const end = at + 8 + file.readUInt32BE(at);
    if (end + 4 > file.length) return null;
    if (crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) return null;
    chunks.push({ type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

/** The scan lines with their filters undone; null when there is not exactly one for each row. */
function unpack(packed: Buffer, { width, height, channels }: Size): Uint8Array | null {
  const stride = width * channels;
  const raw = inflated(packed, height * (stride + 1));
  if (raw === null) return null;
  const rows = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= channels ? (rows[at - channels] ?? 0) : 0;
      const up = y > 0 ? (rows[at - stride] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (rows[at - stride - channels] ?? 0) : 0;
      rows[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, { left, up, corner });
    }
  }
  return rows;
}

function inflated(packed: Buffer, length: number): Buffer | null {
  try {
    const raw = inflateSync(packed, { maxOutputLength: length + 1 });
    return raw.length === length ? raw : null;
  } catch (error) {
    // Any fault of zlib means one thing here: the picture can not be read.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

type Around = { readonly left: number; readonly up: number; readonly corner: number };

function predicted(filter: number, { left, up, corner }: Around): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth({ left, up, corner });
    default:
      return 0;
  }
}

function paeth({ left, up, corner }: Around): number {
  const estimate = left + up - corner;
  const near = Math.min(Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner));
  if (near === Math.abs(estimate - left)) return left;
  return near === Math.abs(estimate - up) ? up : corner;
}

function pixels(rows: Uint8Array, { width, height, channels }: Size): Uint8Array {
  if (channels === 4) return rows;
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let n = 0; n < width * height; n += 1) rgba.set(rows.subarray(n * 3, n * 3 + 3), n * 4);
  return rgba;
}
