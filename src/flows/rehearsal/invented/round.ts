// What who opens rounds finds in a rehearsal: two movements and one round that is open.
import type { KeptRound, RoundOffer } from '../../effects/round.js'
import { LADDERS } from '../../ladder.js'

export interface RoundMemory {
  opened: (KeptRound & { programme: string; unit: string })[]
}

const at = (day: string, hour = '17:00') => Date.parse(`${day}T${hour}:00+07:00`)

export function inventedOffer(): RoundOffer {
  return {
    programmes: [
      {
        code: 'nguoi-tot-viec-thien',
        name: 'Người tốt, việc thiện',
        until: at('2027-12-31', '23:59'),
        stages: [
          { code: 'unit', name: 'cấp cơ sở' },
          { code: 'city', name: 'cấp thành phố', spent: { rounds: 2, years: 5 } },
        ],
        cycle: { opensAt: at('2027-05-01', '00:00'), submitBy: at('2027-05-15'), reviewBy: at('2027-05-31') },
      },
      {
        code: 'van-hoa-cong-so',
        name: 'Văn hóa công sở',
        until: at('2028-12-31', '23:59'),
        stages: [{ code: 'unit', name: 'cấp cơ quan' }],
      },
    ],
    units: [{ code: '11383', name: 'Phường Lê Chân' }],
    top: '11383',
  }
}

/** `1` is the round whose files a reviewer finds. */
export function inventedRounds(): RoundMemory {
  const deadline = at('2026-12-04')
  return {
    opened: [
      {
        ...{ round: '1', programme: '', unit: '11383', unitName: 'Phường Lê Chân', stage: 'cấp cơ sở' },
        ...{ opensAt: at('2026-11-20', '08:00'), submitBy: deadline, reviewBy: deadline },
        ...{ ladder: LADDERS.usual, waiting: 5 },
      },
    ],
  }
}
