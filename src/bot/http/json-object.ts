// Longer numbers are ids that a double cannot hold.
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?=\s*[,}\]])/g

/**
 * What a platform posted, as a JSON object; undefined for anything else. Whole numbers of 16 digits and more are given as
 * strings, digit by digit: read as numbers they would be those of somebody else.
 */
export function jsonObject(rawBody: Buffer): Record<string, unknown> | undefined {
  try {
    const text = rawBody.toString('utf8').replace(/^\uFEFF/, '')
    const body = JSON.parse(text.replace(TOKEN, (token) => (token[0] === '"' ? token : `"${token}"`)))
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined
  } catch {
    return undefined
  }
}

/** Without the fields and items that are null, as many back ends write what there is nothing to say of. */
export function withoutNulls(value: unknown): unknown {
  if (!hasNull(value)) return value
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  )
}

const hasNull = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value as object).some(hasNull))
