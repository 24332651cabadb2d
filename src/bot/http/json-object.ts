// Longer numbers are ids that a double cannot hold.
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?=\s*[,}\]])/g

/** What a platform posted, as a JSON object; undefined for anything else. */
export function jsonObject(rawBody: Buffer): Record<string, unknown> | undefined {
  const found = jsonObjects(rawBody)
  return Array.isArray(found) ? undefined : found
}

/**
 * The same, or several in a list, as a gateway may hand them on together. Whole numbers of 16 digits and more are given as
 * strings, digit by digit: read as numbers they would be those of somebody else.
 */
export function jsonObjects(rawBody: Buffer): Record<string, unknown> | Record<string, unknown>[] | undefined {
  try {
    const text = rawBody.toString('utf8').replace(/^\uFEFF/, '')
    const body = JSON.parse(text.replace(TOKEN, (token) => (token[0] === '"' ? token : `"${token}"`)))
    if (Array.isArray(body)) return body.length > 0 && body.every(isObject) ? body : undefined
    return isObject(body) ? body : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

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
