// What a unit of the organisation tree can be. The table `unit` holds itself to the same kinds.
import { fold } from './text.js'

/** Every kind with the word people read. */
export const UNIT_KINDS = {
  city: 'thành phố',
  ward: 'phường',
  commune: 'xã',
  special_zone: 'đặc khu',
  industrial_park: 'khu công nghiệp',
  enterprise: 'doanh nghiệp',
  school: 'trường học',
  hospital: 'cơ sở y tế',
  office: 'cơ quan',
  union: 'công đoàn',
  association: 'hội, đoàn thể',
  residential_area: 'khu dân cư',
} as const

export type UnitKind = keyof typeof UNIT_KINDS

/** The kind an officer wrote: its code ("school") or its Vietnamese word, with or without marks. */
export function readUnitKind(text: string): UnitKind | undefined {
  const written = fold(text)
  return (Object.keys(UNIT_KINDS) as UnitKind[]).find((kind) => kind === written || fold(UNIT_KINDS[kind]) === written)
}

export interface UnitRow {
  code: string
  name: string
  kind: UnitKind
  parentCode?: string
  /** "Quận Lê Chân": the district, ended on 1/7/2025, that most of the unit lay in. */
  formerDistrict?: string
  formerProvince?: string
  aliases: Alias[]
}

/**
 * Another name of a unit: an old ward with its type ("Phường An Biên") and, as note, its district; a name as it is said;
 * what the unit itself was called before; a unit that was merged into it.
 */
export interface Alias {
  text: string
  kind: 'former_ward' | 'alias' | 'former_name' | 'merged'
  note?: string
  /** Of an old ward that was divided: how much of its land came here, in percent. */
  share?: number
}
