// Somebody's Zalo and Telegram accounts, joined by a code.
import type { Citizen, World } from '../support/world.js'

type Platform = 'zalo' | 'telegram'

export function twoAccounts(w: World) {
  const met = new Set<string>()

  async function arrive(platform: Platform, person: string): Promise<Citizen> {
    if (platform === 'telegram') w.sandbox.telegram.start(person)
    else if (!met.has(person)) w.sandbox.zalo.follow(met.add(person) && person)
    await w.settle()
    return w.citizen(platform, person)
  }

  async function codeOf(citizen: Citizen): Promise<string> {
    await citizen.says('liên kết tài khoản')
    return /(\d{3}) (\d{3})/
      .exec(await citizen.presses('Lấy mã liên kết'))!
      .slice(1)
      .join('')
  }

  async function bring(citizen: Citizen, code: string): Promise<string> {
    await citizen.says('liên kết tài khoản')
    await citizen.presses('Tôi đã có mã')
    return citizen.says(code)
  }

  const addressOf = (platform: Platform, person: string) =>
    platform === 'telegram' ? String(w.sandbox.telegram.chatId(person)) : w.sandbox.people.zaloUserId(person)

  async function personOf(platform: Platform, person: string): Promise<string> {
    const { rows } = await w.pool.query('SELECT person_id AS id FROM contact WHERE channel = $1 AND address = $2', [
      platform,
      addressOf(platform, person),
    ])
    return rows[0].id
  }

  return { arrive, codeOf, bring, personOf }
}
