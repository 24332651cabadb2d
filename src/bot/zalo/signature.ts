import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Zalo: X-ZEvent-Signature is `mac=` and the hex SHA-256 (no HMAC) of app id, body as received, timestamp and OA
 * secret key in a row. The timestamp is the one in the body; some senders put it into X-ZEvent-Timestamp.
 */
export function isSigned(
  rawBody: Buffer,
  signature: string | undefined,
  secrets: { appId: string; oaSecretKey: string },
  timestamps: (string | undefined)[],
): boolean {
  const given = Buffer.from(signature?.replace(/^\s*mac\s*=\s*/i, '').trim() ?? '', 'hex')
  return timestamps.some((timestamp) => {
    if (timestamp === undefined) return false
    const wanted = createHash('sha256')
      .update(secrets.appId)
      .update(rawBody)
      .update(timestamp)
      .update(secrets.oaSecretKey)
      .digest()
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  })
}
