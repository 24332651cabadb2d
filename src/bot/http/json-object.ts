/** What a platform posted, as a JSON object; undefined for anything else. */
export function jsonObject(rawBody: Buffer): Record<string, unknown> | undefined {
  try {
    const body = JSON.parse(rawBody.toString('utf8'))
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined
  } catch {
    return undefined
  }
}
