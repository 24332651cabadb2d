import type { MemberEffect, MemberResults } from '../../effects/member.js'
import type { StandIn } from '../memory.js'

/** A rehearsal has one enterprise. */
export const standIn: StandIn<MemberEffect, MemberResults> = {
  joinUnit: (_memory, { unit }) => ({ unit, unitName: 'Công ty TNHH Hoa Phượng (ví dụ)' }),
  leaveUnit: () => [],
  showUnits: () => [],
  countMembers: () => [
    {
      unit: '11383',
      unitName: 'Phường Lê Chân',
      members: 120,
      byChannel: { telegram: 40, zalo: 71 },
      excluded: { noConsent: 9 },
      below: [{ unitName: 'Công ty TNHH Hoa Phượng (ví dụ)', members: 96 }],
    },
  ],
  makePoster: (_memory, { unit }) => ({
    unit,
    unitName: 'Công ty TNHH Hoa Phượng (ví dụ)',
    links: [{ channel: 'telegram', link: `https://t.me/nhan_ai_vi_du_bot?start=dv_${unit}` }],
  }),
}
