// What people in hardship need, and how it is called: forms of help, groups, rhythms, states, quantities.

/** The four forms of help. */
export const FORMS = { material: 'Vật chất', spiritual: 'Tinh thần', labour: 'Công sức', expertise: 'Trí tuệ' } as const
export type HelpForm = keyof typeof FORMS

export const RHYTHMS = {
  once: 'một lần',
  monthly: 'hằng tháng',
  schoolYear: 'theo năm học',
  untilOwnFeet: 'đến khi tự lập',
} as const
export type Rhythm = keyof typeof RHYTHMS

/** Help that comes again and again, on a day of the month. */
export const isMonthly = (rhythm: string) => rhythm === 'monthly' || rhythm === 'untilOwnFeet'

/** The higher, the sooner help is needed. */
export const URGENCIES = { 3: 'rất gấp', 2: 'cần sớm', 1: 'lâu dài' } as const
export type Urgency = keyof typeof URGENCIES

/** Whom an address is about; `wide` is what a card says where the narrower word would point at somebody. */
export const GROUPS = {
  poor: { label: 'hộ nghèo, cận nghèo', wide: 'home' },
  hardship: { label: 'gia đình đặc biệt khó khăn', wide: 'home' },
  disaster: { label: 'gia đình bị thiên tai, tai nạn', wide: 'home' },
  worker: { label: 'lao động nghèo, người không nơi ở', wide: 'home' },
  elder: { label: 'người cao tuổi neo đơn', wide: 'person' },
  orphan: { label: 'trẻ em mồ côi', wide: 'child' },
  pupil: { label: 'học sinh nghèo vượt khó', wide: 'child' },
  disabled: { label: 'người khuyết tật', wide: 'person' },
  orange: { label: 'nạn nhân chất độc da cam', wide: 'person' },
  sick: { label: 'người mắc bệnh hiểm nghèo', wide: 'person' },
} as const
export type Group = keyof typeof GROUPS

export const WIDE_GROUPS = {
  home: 'gia đình khó khăn',
  person: 'người cần được chăm sóc',
  child: 'trẻ em khó khăn',
  anybody: 'hoàn cảnh khó khăn',
} as const
export type WideGroup = keyof typeof WIDE_GROUPS

/** What a card calls the group. */
export function showGroup(group: string): string {
  if (Object.hasOwn(GROUPS, group)) return GROUPS[group as Group].label
  return Object.hasOwn(WIDE_GROUPS, group) ? WIDE_GROUPS[group as WideGroup] : WIDE_GROUPS.anybody
}

export const ADDRESS_STATES = {
  proposed: 'đề xuất',
  surveying: 'đang khảo sát',
  verified: 'đã xác minh',
  open: 'cần trợ giúp',
  pledged: 'có người đăng ký',
  helping: 'đang trợ giúp',
  done: 'hoàn thành',
  paused: 'tạm dừng',
  refused: 'từ chối',
  erased: 'gia đình đã xin rút thông tin',
} as const
/** What stands where it was said what a family needs, once what is known of them is erased. */
export const ERASED_FAMILY = 'một gia đình đã xin rút thông tin'
export type AddressState = keyof typeof ADDRESS_STATES

/** Quantities are whole thousandths of their measure: 1.5 tons are 1500. */
export const THOUSAND = 1000
/** A billion of anything. */
export const MOST = 1_000_000_000 * THOUSAND

/** "1.500", "2,5". Takes thousandths. */
export function showAmount(thousandths: number): string {
  const whole = String(Math.trunc(thousandths / THOUSAND)).replace(/\B(?=(\d{3})+$)/g, '.')
  const rest = String(thousandths % THOUSAND)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return rest ? `${whole},${rest}` : whole
}

/** "10 suất quà". */
export function showQuantity(thousandths: number, measure: string): string {
  return `${showAmount(thousandths)} ${measure}`
}

/** `held` and what follows before it is agreed, then what becomes of it. */
export type PledgeState =
  | 'held'
  | 'lapsed'
  | 'released'
  | 'asked'
  | 'proposed'
  | 'agreed'
  | 'done'
  | 'cancelled'
  | 'refused'

export interface DeliveryLine {
  day: string
  quantity: number
  /** In đồng. */
  worth?: number
  changed?: string
  pictures: number
  confirmed: boolean
  byCode: boolean
}

/** A pledge in a list: nobody's name, number or words; quantities in thousandths. */
export interface PledgeLine {
  code: string
  address: string
  unit: string
  state: PledgeState
  form: string
  what: string
  measure: string
  quantity: number
  proposed?: number
  delivered: number
  /** Recorded and not yet confirmed. */
  unconfirmed: number
  /** Help recorded, newest first; days are ISO. */
  deliveries: Omit<DeliveryLine, 'changed'>[]
  rhythm: string
  needRhythm: string
  monthDay?: number
  organisation?: string
  place?: string
}

/** A pledge as its officers open it. */
export interface PledgeFile extends PledgeLine {
  deliveries: DeliveryLine[]
  /** What was written with the proposal. */
  proposal?: string
  name: string
  phone: string
  position?: string
  starts: string
  note?: string
  /** Why it was given up, or not taken. */
  reason?: string
}
