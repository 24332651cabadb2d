// How much a ZIP really becomes: what its directory declares is whatever its maker wrote there.
import { createInflateRaw } from 'node:zlib'

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/** Whether all of a ZIP together is at most so many bytes. False, too, for what is no ZIP that can be followed. Keeps nothing. */
export async function fitsUnpacked(bytes: Uint8Array, most: number): Promise<boolean> {
  let left = most
  const entries = entriesOf(bytes)
  if (!entries || entries.reduce((sum, { declared }) => sum + declared, 0) > most) return false
  for (const { packed, deflated } of entries) {
    left -= deflated ? await inflatedSize(packed, left) : packed.length
    if (left < 0) return false
  }
  return true
}

export interface Entry {
  name: string
  declared: number
  packed: Uint8Array
  deflated: boolean
}

/** The files of a ZIP; undefined where its directory is missing or leads out of it. */
export function entriesOf(bytes: Uint8Array): Entry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const last = Math.max(0, bytes.length - 65_557)
  for (let end = bytes.length - 22; end >= last; end--) {
    if (view.getUint32(end, true) !== END) continue
    const entries: Entry[] = []
    let at = view.getUint32(end + 16, true)
    for (let n = view.getUint16(end + 10, true); n > 0; n--) {
      const entry = entryAt(bytes, view, at)
      if (!entry) return undefined
      entries.push(entry)
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    return entries
  }
  return undefined
}

function entryAt(bytes: Uint8Array, view: DataView, at: number): Entry | undefined {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined
  const local = view.getUint32(at + 42, true)
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) return undefined
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const named = at + 46
  return {
    name: Buffer.from(bytes.subarray(named, named + view.getUint16(at + 28, true))).toString(),
    declared: view.getUint32(at + 24, true),
    packed: bytes.subarray(start, start + view.getUint32(at + 20, true)),
    deflated: view.getUint16(at + 10, true) === 8,
  }
}

/** Counts what comes out, and stops beyond `most`; what does not inflate counts as far as it went. */
function inflatedSize(packed: Uint8Array, most: number): Promise<number> {
  return new Promise((resolve) => {
    let size = 0
    const inflate = createInflateRaw()
    const end = () => {
      inflate.destroy()
      resolve(size)
    }
    inflate.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > most) end()
    })
    inflate.on('end', end).on('error', end)
    inflate.end(packed)
  })
}
