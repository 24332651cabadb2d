// A list of invented addresses, some with several needs, as an office would send it.
import { FORMS, GROUPS } from '../../src/flows/needs.js'
import { COLUMNS } from '../../src/store/address/table.js'
import { readUnits } from '../../src/store/reference.js'

/** A CSV of `addresses` addresses with `rows` rows in all; `name` keeps lists apart. */
export function list(rows: number, addresses: number, name: string): Uint8Array {
  const wards = readUnits().filter(({ kind }) => kind === 'ward' || kind === 'commune')
  const groups = Object.values(GROUPS)
  const forms = Object.values(FORMS)
  const lines = Array.from({ length: rows }, (_, n) => {
    const a = n % addresses
    const ward = wards[a % wards.length]!.name
    const group = groups[a % groups.length]!.label
    return `${name}${a};${ward};${group};Người Ví Dụ ${a};1950;;0912345678;số ${a};Hoàn cảnh ví dụ số ${a};Một hoàn cảnh ví dụ để đo tốc độ, dòng ${a};${forms[n % 4]};nhu cầu ${n % 53};${1 + (n % 20)};suất;một lần;;cần sớm`
  })
  return new TextEncoder().encode([Object.values(COLUMNS).join(';'), ...lines].join('\n'))
}
