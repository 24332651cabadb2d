// The organisation tree: the right is checked by the store, in the transaction of the change.
import type { UnitEffect } from '../../flows/effects/unit.js'
import { changeUnit, openUnit } from '../../store/unit/orders.js'
import type { Handlers } from './effect.js'

export const unit: Handlers<UnitEffect> = {
  openUnit: async (tx, who, effect, now) => ({ result: await openUnit(tx, effect.unit, { by: who, now }) }),
  changeUnit: async (tx, who, { change }, now) => ({ result: await changeUnit(tx, change, { by: who, now }) }),
}
