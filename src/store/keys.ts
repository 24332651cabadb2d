// The keys by which single values are sealed: AES-256-GCM, bound to the row and the column they stand in.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { KEY_BYTES } from '../ops/secrets.js'

const NONCE = 12
const TAG = 16
const SEALED = /^v1\.([0-9a-f]{12})\.([\w-]{38,})$/

interface Key {
  /** Fingerprint of the key: it stands in every text sealed by it. */
  id: string
  cipher: Buffer
  find: Buffer
}

export interface Keys {
  /** The id of the key by which is sealed now. */
  current(): string
  ids(): string[]
  /** `where`: table, row and column; the text opens nowhere else. */
  seal(text: string, where: string): string
  /**
   * What was sealed there. A text that was never sealed comes back as it is: it waits for `sealRows`. Throws where its key
   * is not ours, and where it was changed or moved.
   */
  open(text: string, where: string): string
  /** What a text is found by without being read: one keyed hash for each key, the current one's first. */
  hashes(text: string): string[]
}

/** The id of the key a text is sealed by; undefined where it is not sealed. */
export function keyIdOf(text: string): string | undefined {
  return SEALED.exec(text)?.[1]
}

// Asked of the system for many at once: asking for each takes longer than sealing. None is ever given twice.
const NONCES = 256
let nonces = Buffer.alloc(0)

function nextNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCE * NONCES)
  const nonce = nonces.subarray(0, NONCE)
  nonces = nonces.subarray(NONCE)
  return nonce
}

export function idOf(secret: Buffer): string {
  return createHash('sha256').update('nhan-ai key id\n').update(secret).digest('hex').slice(0, 12)
}

/** `secrets` gives the keys as they are now, the one to seal by first. */
export function openKeys(secrets: () => Buffer[]): Keys {
  const made = new Map<string, Key>()
  let known: Buffer[] = []
  let keys: Key[] = []

  function all(): Key[] {
    const now = secrets()
    if (now !== known) {
      known = now
      keys = now.map((secret) => {
        const id = idOf(secret)
        const key = made.get(id) ?? keyOf(id, secret)
        made.set(id, key)
        return key
      })
    }
    return keys
  }

  return {
    current: () => all()[0]!.id,
    ids: () => all().map(({ id }) => id),
    seal(text, where) {
      const { id, cipher } = all()[0]!
      const nonce = nextNonce()
      const sealing = createCipheriv('aes-256-gcm', cipher, nonce, { authTagLength: TAG })
      sealing.setAAD(Buffer.from(where))
      const parts = [nonce, sealing.update(text, 'utf8'), sealing.final(), sealing.getAuthTag()]
      return `v1.${id}.${Buffer.concat(parts).toString('base64url')}`
    },
    open(text, where) {
      const [, id, body] = SEALED.exec(text) ?? []
      if (id === undefined || body === undefined) return text
      const key = all().find((each) => each.id === id)
      if (!key) throw new Error(`${where} is sealed by the key ${id}, which is not given`)
      const bytes = Buffer.from(body, 'base64url')
      const opening = createDecipheriv('aes-256-gcm', key.cipher, bytes.subarray(0, NONCE), { authTagLength: TAG })
      opening.setAAD(Buffer.from(where))
      opening.setAuthTag(bytes.subarray(-TAG))
      const said = opening.update(bytes.subarray(NONCE, -TAG))
      try {
        return Buffer.concat([said, opening.final()]).toString('utf8')
      } catch {
        throw new Error(`${where} does not open: it was changed, or stood elsewhere`)
      }
    },
    hashes: (text) => all().map(({ find }) => createHmac('sha256', find).update(text).digest('base64url')),
  }
}

function keyOf(id: string, secret: Buffer): Key {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `nhan-ai ${use}`, KEY_BYTES))
  return { id, cipher: derived('seal'), find: derived('find') }
}
