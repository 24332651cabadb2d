// What all that is said of a round that somebody keeps has in common.
import type { KeptRound } from '../effects/round.js'
import type { Turn } from '../flow.js'
import type { Button } from '../message.js'
import { showList } from '../turn/list.js'

export const ROUNDS: Button = { label: 'Các đợt xét', token: 'c.rounds' }

const NONE = 'Trợ lý không tìm thấy đợt xét này trong phạm vi của anh/chị ạ.'
const OVER = 'Đợt này đã khép nên không đổi được nữa ạ.'

export const isRound = (id: string) => /^\d{1,18}$/.test(id)
export const figures = (round: string): Button => ({ label: 'Xem đợt này', token: `c.round.${round}` })
export const nameOf = ({ round, unitName, stage }: Pick<KeptRound, 'round' | 'unitName' | 'stage'>) =>
  `Đợt ${round}: ${unitName}, ${stage}`

export const notKept = (t: Turn, is: 'none' | 'over') =>
  showList(t, { text: is === 'over' ? OVER : NONE, buttons: [ROUNDS] })
