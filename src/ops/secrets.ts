// Keys as operators write them down.

export const KEY_BYTES = 32

/** "k" or "k1,k2": 32 bytes each, as base64 or hex. Undefined where anything else stands there. */
export function secretsIn(text: string): Buffer[] | undefined {
  const words = text.split(/[\s,]+/).filter(Boolean)
  const secrets = words.map((word) => Buffer.from(word, /^[0-9a-f]{64}$/i.test(word) ? 'hex' : 'base64'))
  return secrets.length > 0 && secrets.every((secret) => secret.length === KEY_BYTES) ? secrets : undefined
}
