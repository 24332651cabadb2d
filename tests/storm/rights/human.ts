// Somebody with a phone for each platform, who does whatever comes to their mind, and remembers what they said.
import type { Pool } from 'pg'
import type { Sandbox } from '../../../src/sandbox/server.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { eraseFor } from '../../../src/store/deeds.js'
import { endAllRoles, grantRole } from '../../../src/store/roles.js'
import type { Random } from '../support/random.js'
import { answerAll } from './answers.js'
import { createPhone, type Phone } from './phone.js'
import { halfTold, wordsHeldOf } from './words.js'

export interface Human {
  number: number
  phones: [Phone, Phone]
  /** Words of theirs that must be found, and those that must never be found again. */
  told: Set<string>
  gone: Set<string>
  /** Words they wanted deleted while that had to wait: there until it is done, and then nowhere. */
  going: Set<string>
  /** Words that officers are told at once: why they give up what they promised. */
  reasons: Set<string>
  /** They hold or held a role. */
  wasOfficer: boolean
  /** What they did, for whoever must understand a failure. */
  diary: string[]
  /** Does so many things. */
  lives(steps: number): Promise<void>
  /** Has everything erased, of both phones. */
  leaves(): Promise<void>
  /** How often they were erased. */
  erasures: number
}

interface Place {
  sandbox: Sandbox
  pool: Pool
  random: Random
  /** A word that nobody says a second time. */
  word(): string
}

const WARD = '11383'

export function createHuman(number: number, place: Place): Human {
  const { sandbox, pool, random } = place
  const name = sandbox.people.add(`Người ${number}`).id
  const phones = (['zalo', 'telegram'] as const).map((each) => createPhone(sandbox, pool, each, name)) as [Phone, Phone]
  const me: Human = {
    number,
    phones,
    told: new Set(),
    gone: new Set(),
    going: new Set(),
    reasons: new Set(),
    wasOfficer: false,
    diary: [],
    lives,
    leaves,
    erasures: 0,
  }
  const now = () => sandbox.clock.now()
  const other = (phone: Phone) => phones.find((each) => each !== phone)!

  const personOf = async ({ platform, address }: Phone): Promise<string> =>
    (await pool.query('SELECT person_id AS id FROM contact WHERE channel = $1 AND address = $2', [platform, address]))
      .rows[0].id

  /** Answers what is asked, at most so many questions; gives the words that were taken. */
  const answers = (phone: Phone, most: number) => answerAll(phone, { most, word: place.word, random })

  const FREE: Record<string, (phone: Phone) => Promise<string[]>> = {
    async draft(phone) {
      await phone.says('giới thiệu người tốt')
      return answers(phone, 4 + random.below(6))
    },
    async submit(phone) {
      await phone.says('giới thiệu người tốt')
      return answers(phone, 40)
    },
    async pledge(phone) {
      await phone.says('đăng ký trợ giúp')
      return answers(phone, 20)
    },
    async officer(phone) {
      const word = place.word()
      await phone.says('gặp cán bộ')
      const answer = await phone.says(`Tôi muốn hỏi chuyện của ${word} với ạ`)
      return answer.includes('chuyển') ? [word] : []
    },
    async giveUp(phone) {
      await phone.says('hồ sơ của tôi')
      await phone.presses('DK-')
      if (!(await phone.presses('Hủy đăng ký'))) return []
      if (random.chance(0.5)) await phone.presses('Hủy, không ghi lý do')
      else {
        const word = place.word()
        me.reasons.add(word.toLowerCase())
        await phone.says(`Tôi phải về quê chăm bác ${word} ạ`)
      }
      if (random.chance(0.3)) await phone.presses('Thôi, giữ đăng ký')
      return []
    },
    async unit(phone) {
      await phone.says(`dv_${WARD}`)
      await phone.presses(random.pick(['Tôi đồng ý nhận tin', 'Tôi không nhận']))
      return []
    },
    async leaveUnit(phone) {
      await phone.says('đơn vị của tôi')
      await phone.presses('Rời ')
      return []
    },
    async chatter(phone) {
      await phone.says(random.pick(['xin chào', 'cảm ơn nhé', 'hồ sơ của tôi', 'trang chính', '?']))
      return []
    },
    async see(phone) {
      await phone.says('quyền của tôi')
      await phone.presses('Xem dữ liệu của tôi')
      return []
    },
    async link(phone) {
      await phone.says('liên kết tài khoản')
      const made = await phone.presses('Lấy mã liên kết')
      const code = /(\d{3}) (\d{3})/.exec(made ?? '')?.slice(1)
      if (code) await other(phone).says(`mã liên kết ${code.join('')}`)
      for (const each of phones) await each.presses('Đúng là tôi')
      return []
    },
    async unlink(phone) {
      if (await phone.presses('Không phải tôi')) return []
      await phone.says('gỡ liên kết')
      await phone.presses('Gỡ liên kết')
      await phone.presses('Gỡ liên kết')
      return []
    },
  }

  /** What takes words away is done by one hand at a time: it is known then which. */
  const ALONE: Record<string, (phone: Phone) => Promise<void>> = {
    async withdraw(phone) {
      await losing(phone, async () => {
        await phone.says('quyền của tôi')
        await phone.presses('Rút lại đồng ý')
        await phone.presses(random.pick(['Dừng tất cả', 'Rút']))
        await phone.presses('Rút lại đồng ý')
      })
    },
    async dropDraft(phone) {
      await losing(phone, async () => {
        await phone.says('xóa bản nháp')
        await phone.presses('Xóa hẳn')
      })
    },
    async erase(phone) {
      await phone.says('quyền của tôi')
      await losing(phone, async () => {
        await phone.presses('Xóa')
        await phone.presses('Xóa dữ liệu của tôi')
      })
      await carriedOut(phone)
    },
    async role(phone) {
      const personId = await personOf(phone)
      me.wasOfficer = true
      await transaction(pool, (tx) => grantRole(tx, { personId, role: 'officer', unit: WARD, by: CONSOLE, now: now() }))
      await phone.says('việc của cán bộ')
    },
    async roleEnds(phone) {
      const personId = await personOf(phone)
      await transaction(pool, (tx) => endAllRoles(tx, personId, CONSOLE, now()))
      await withoutRole(phone, personId)
    },
  }

  /** Half-told words that are not there afterwards were thrown away: they must not be found anywhere. */
  async function losing(phone: Phone, work: () => Promise<void>): Promise<void> {
    const before = await halfTold(pool, await personOf(phone))
    await work()
    const after = await wordsHeldOf(pool, await personOf(phone))
    const lost = before.filter((word) => !after.has(word))
    if (lost.length > 0) me.diary.push(`  deleted ${lost.join(' ')}`)
    await lose(phone, lost)
    for (const word of before) if (after.has(word)) me.going.add(word)
  }

  /** A name once told was offered on both phones while they were joined: what the other still holds by itself stays. */
  async function lose(phone: Phone, lost: string[]): Promise<void> {
    const [personId, another] = await Promise.all(phones.map(personOf))
    const theirs = personId === another ? new Set() : await wordsHeldOf(pool, await personOf(other(phone)))
    for (const word of lost) if (!theirs.has(word)) forget(me, word)
  }

  /** An officer erases, while the person may be writing on the other phone. */
  async function carriedOut(phone: Phone): Promise<void> {
    const personId = await personOf(phone)
    const before = await wordsHeldOf(pool, personId)
    const { rows } = await pool.query<{ id: string }>(
      `SELECT id FROM ticket WHERE person_id = $1 AND kind = 'erase' AND closed_at IS NULL`,
      [personId],
    )
    const [request] = rows
    if (!request) return
    const [done] = await Promise.all([erased(request.id), other(phone).says('hồ sơ của tôi')])
    me.diary.push(`  erase ${request.id}: ${done.is}`)
    if (done.is !== 'erased') return
    me.erasures++
    me.diary.push(`  erased ${[...before].join(' ')}`)
    await lose(phone, [...before])
    await withoutRole(phone, personId)
  }

  /** Of two that wait for each other the database ends one: it is done again, as an officer's chat does. */
  const erased = (id: string): ReturnType<typeof eraseFor> =>
    transaction(pool, (tx) => eraseFor(tx, { id, by: CONSOLE, sure: true, now: now() })).catch((error) => {
      if (error.code === '40P01') return erased(id)
      throw error
    })

  /** Nothing of an officer is shown to whoever is none any more. */
  async function withoutRole(phone: Phone, personId: string): Promise<void> {
    if ((await personOf(phone)) !== personId) return
    const shown = await phone.says('việc của cán bộ')
    const desk = phone.last()?.buttons?.some(({ label }) => label.startsWith('Hồ sơ giới thiệu'))
    if (desk || shown.includes('Hồ sơ giới thiệu')) throw new Error(`${me.number}: a role outlived its end: ${shown}`)
  }

  async function step(): Promise<void> {
    // A day's worth of talk passes in a minute: nobody is too fast here.
    await pool.query(`DELETE FROM tally WHERE what IN ('messages', 'linkCode', 'wrongLinkCode')`)
    const phone = random.pick(phones)
    if (random.chance(0.3)) {
      const what = random.pick(Object.keys(ALONE))
      me.diary.push(`${phone.platform} ${what}`)
      return ALONE[what]!(phone)
    }
    const names = Object.keys(FREE)
    const what = random.pick(names)
    if (random.chance(0.6)) {
      me.diary.push(`${phone.platform} ${what}`)
      for (const word of await FREE[what]!(phone)) me.told.add(word.toLowerCase())
      return
    }
    // Both at once: what each understands of the other's question is not known beforehand, only what is kept is.
    const also = random.pick(names)
    me.diary.push(`${phone.platform} ${what} + ${other(phone).platform} ${also}`)
    await Promise.all([FREE[what]!(phone), FREE[also]!(other(phone))])
  }

  async function lives(steps: number): Promise<void> {
    for (let n = 0; n < steps; n++) await step()
  }

  async function leaves(): Promise<void> {
    for (const phone of phones) await ALONE.erase!(phone)
  }

  return me
}

export function forget({ told, going, gone }: Human, word: string): void {
  told.delete(word)
  going.delete(word)
  gone.add(word)
}

/** Both phones meet the assistant. */
export async function meet({ phones }: Human, sandbox: Sandbox): Promise<void> {
  for (const { platform, person } of phones)
    platform === 'telegram' ? sandbox.telegram.start(person) : sandbox.zalo.follow(person)
}
