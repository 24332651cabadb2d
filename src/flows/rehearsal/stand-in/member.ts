import type { MemberEffect, MemberResults } from '../../effects/member.js'
import type { Memory, StandIn } from '../memory.js'

const COMPANY = 'Công ty TNHH Hoa Phượng (ví dụ)'
const without = ({ units }: Memory, left: string) => units.filter(({ unit }) => unit !== left)

/** A rehearsal has one enterprise, and one ward. */
export const standIn: StandIn<MemberEffect, MemberResults> = {
  joinUnit(memory, { unit }) {
    const joined = { unit, unitName: unit === '11383' ? 'Phường Lê Chân' : COMPANY }
    memory.units = [...without(memory, unit), joined]
    return joined
  },
  leaveUnit(memory, { unit }) {
    memory.units = without(memory, unit)
    return memory.units
  },
  showUnits: ({ units }) => units,
  readNews: ({ units }) => (units.length > 0 ? { text: 'Mời anh chị em kể một việc tốt quanh mình.' } : 'none'),
  countMembers: () => [
    {
      unit: '11383',
      unitName: 'Phường Lê Chân',
      members: 120,
      byChannel: { telegram: 40, zalo: 71 },
      excluded: { noConsent: 9 },
      below: [{ unitName: COMPANY, members: 96 }],
    },
  ],
  makePoster: (_memory, { unit }) => ({
    unit,
    unitName: COMPANY,
    links: [{ channel: 'telegram', link: `https://t.me/nhan_ai_vi_du_bot?start=dv_${unit}` }],
  }),
}
