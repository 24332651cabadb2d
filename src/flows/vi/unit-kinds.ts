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
