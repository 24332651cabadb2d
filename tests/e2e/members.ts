import { expect } from 'vitest'
import type { Citizen, World } from '../support/world.js'

/** Moves the clock to the next `hour` o'clock in Hải Phòng. */
export async function waitUntil(w: World, hour: number): Promise<void> {
  const now = w.sandbox.clock.now()
  const today = Math.floor((now + 7 * 3_600_000) / 86_400_000) * 86_400_000 - 7 * 3_600_000
  const at = today + hour * 3_600_000
  await w.sandbox.clock.advance((at > now ? at : at + 86_400_000) - now)
}

/** Somebody becomes a member of a unit by its link, or by its code where links carry nothing, and agrees to its news. */
export async function joins(w: World, platform: 'telegram' | 'zalo', person: string, unit: string): Promise<Citizen> {
  const citizen = w.citizen(platform, person)
  if (platform === 'telegram') w.sandbox.telegram.start(person, `dv_${unit}`)
  else {
    w.sandbox.zalo.follow(person)
    await w.settle()
    await citizen.says(`dv_${unit}`)
  }
  await w.settle()
  expect(citizen.reads()).toContain('đã vào')
  expect(await citizen.presses('Tôi đồng ý nhận tin')).toContain('Cảm ơn')
  return citizen
}
