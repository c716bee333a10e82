/** An image by its own bytes, whatever its sender calls it. */
export interface ImageType {
  readonly mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** What an image is and how large, read from its head; null: none of ours, or cut off before it says. */
export function imageTypeOf(bytes: Buffer): ImageType | null {
  try {
    return png(bytes) ?? gif(bytes) ?? webp(bytes) ?? jpeg(bytes)
  } catch (error) {
    if (error instanceof RangeError) return null // cut off
    throw error
  }
}

const text = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to)

function png(bytes: Buffer): ImageType | null {
  if (text(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || text(bytes, 12, 16) !== 'IHDR') return null
  return { mime: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function gif(bytes: Buffer): ImageType | null {
  if (!/^GIF8[79]a$/.test(text(bytes, 0, 6))) return null
  return { mime: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

/** Three kinds, by the name of the first chunk (RFC 9649). */
function webp(bytes: Buffer): ImageType | null {
  if (text(bytes, 0, 4) !== 'RIFF' || text(bytes, 8, 12) !== 'WEBP') return null
  const size = (width: number, height: number): ImageType => ({ mime: 'image/webp', width, height })
  switch (text(bytes, 12, 16)) {
    case 'VP8X':
      return size(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1)
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 'VP8 ':
      return size(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff)
    default:
      return null
  }
}

/** From segment to segment up to the frame's head, which is any SOF (C0–CF but C4, C8 and CC). */
function jpeg(bytes: Buffer): ImageType | null {
  if (bytes.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return null
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff) at += 1 // filling
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { mime: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
}
