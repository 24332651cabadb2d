import type { UnitEffect, UnitResults } from '../../effects/unit.js'
import type { StandIn } from '../memory.js'

export const standIn: StandIn<UnitEffect, UnitResults> = {
  openUnit: (_memory, { unit }) => ({
    code: unit,
    name: 'Phường Lê Chân',
    kind: 'ward',
    parent: { code: '31', name: 'Thành phố Hải Phòng' },
    below: 0,
    people: 2,
  }),
  changeUnit: (_memory, { change }) => ({
    is: 'done',
    code: 'unit' in change ? change.unit : 'DV-2026-000001',
    name: 'name' in change ? change.name : change.is === 'merge' ? 'Phường An Biên' : 'Thành phố Hải Phòng',
  }),
}
