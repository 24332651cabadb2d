// A capability nobody has heard of: everything about it is in this file. What the house gives to a conversation it gives
// to any, on both channels.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { always as alwaysHandlers } from '../../src/bot/effects/always.js'
import type { Handlers } from '../../src/bot/effects/effect.js'
import { HANDLERS } from '../../src/bot/effects/index.js'
import type { Flow, Turn } from '../../src/flows/flow.js'
import { openFlows } from '../../src/flows/flows.js'
import { FLOWS } from '../../src/flows/index.js'
import { choice } from '../../src/flows/interview/choice.js'
import { shortText } from '../../src/flows/interview/texts.js'
import { phone } from '../../src/flows/interview/values.js'
import { enter } from '../../src/flows/turn/begin.js'
import { ask, close, openPanel, say } from '../../src/flows/turn/say.js'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { eraseFor } from '../../src/store/deeds.js'
import type { Holders } from '../../src/store/holder.js'
import { HOLDERS } from '../../src/store/holders.js'
import { type Citizen, startWorld, type World } from '../support/world.js'

interface MakeWish {
  do: 'makeWish'
  draft: string
  what: string
  phone: string
}
const effect = (t: Turn, made: MakeWish | { do: string }) => t.effects.push(made as never)

const wish: Flow = {
  doors: [
    {
      command: 'wish',
      label: 'Gửi điều ước',
      phrases: ['gửi điều ước', 'tôi có điều ước'],
      slashes: ['uoc'],
      listed: { words: 'Gửi một điều ước', place: 15 },
      link: /^uoc$/,
      menu: 20,
      open: (t) => enter(t, 'wish'),
    },
    {
      command: 'wishMood',
      label: 'Tâm trạng',
      open(t) {
        openPanel(t, 'wish-mood')
        ask(t)
      },
    },
  ],
  consent: {
    purpose: 'wish',
    version: '1',
    text: 'Anh/chị cho phép lưu điều ước chứ ạ?',
    full: 'Bản đầy đủ về điều ước.',
    words: {
      question: 'Đồng ý chứ ạ?',
      because: 'Để nhớ ạ.',
      first: 'Xin đồng ý trước ạ.',
      begun: 'Mình bắt đầu nhé.',
    },
  },
  form: {
    flow: 'wish',
    version: 1,
    title: (answers) => (answers.what ? `điều ước "${answers.what}"` : 'điều ước'),
    verb: 'viết',
    another: 'Viết điều ước khác',
    takes: 'viết điều ước chỉ mất một phút',
    assume: {},
    summaryHead: 'Điều ước của anh/chị:',
    questions: [
      choice({
        key: 'size',
        label: 'Cỡ',
        text: 'Điều ước lớn hay nhỏ ạ?',
        options: [
          { value: 'big', label: 'Lớn' },
          { value: 'small', label: 'Nhỏ' },
        ],
      }),
      shortText({ key: 'what', label: 'Ước gì', text: 'Anh/chị ước gì ạ?', min: 2, max: 100 }),
      phone({ key: 'phone', label: 'Điện thoại', text: 'Số điện thoại của anh/chị ạ?' }),
    ],
    send: (draft, answers) => ({ do: 'makeWish', draft: draft.id, what: answers.what, phone: answers.phone }) as never,
  },
  panels: {
    'wish-mood': {
      mode: 'closed',
      ask: () => ({ text: 'Hôm nay vui không ạ?', options: [{ value: 'yes', label: 'Vui lắm' }] }),
      pick(t) {
        close(t)
        say(t, { text: 'Thật tốt quá ạ.' })
      },
    },
  },
  told: {
    makeWish(t: Turn, { code }: { code: string }) {
      say(t, { text: `Đã ghi điều ước ${code}.`, buttons: [{ label: 'Tâm trạng', token: 'c.wishMood' }] })
      effect(t, { do: 'setTimer', flow: 'wish', what: 'comes', about: code, at: t.ctx.now + 3_600_000 } as never)
    },
  } as never,
  news: { comes: { tell: (t, code) => say(t, { text: `Điều ước ${code} sắp thành sự thật.` }) } },
  sent: { states: { made: 'đã được lắng nghe' } },
}

const holders: Holders = {
  ...HOLDERS,
  wish: {
    tables: ['wish'],
    keeps: 'EXISTS (SELECT FROM wish WHERE person_id = $1)',
    async held(tx, personId) {
      const { rows } = await tx.query('SELECT what, phone FROM wish WHERE person_id = $1', [personId])
      return { phones: rows.map((r) => r.phone), lines: [{ label: 'Điều ước', values: rows.map((r) => r.what) }] }
    },
    async sent(tx, personId, limit) {
      const { rows } = await tx.query(
        'SELECT code, what AS about, at, (count(*) OVER ())::int AS total FROM wish WHERE person_id = $1 LIMIT $2',
        [personId, limit],
      )
      const records = rows.map((r) => ({
        flow: 'wish',
        code: r.code,
        about: r.about,
        state: 'made',
        submittedAt: Number(r.at),
      }))
      return { records, total: rows[0]?.total ?? 0 }
    },
    async erase(tx, personId) {
      await tx.query('DELETE FROM wish WHERE person_id = $1', [personId])
      return {}
    },
  },
}

const handlers = {
  ...HANDLERS,
  ...alwaysHandlers(holders),
  async makeWish(tx: Parameters<Handlers['forget']>[0], who: { personId: string }, wished: MakeWish, now: number) {
    const { rows } = await tx.query(
      `INSERT INTO wish (person_id, what, phone, at, code) VALUES ($1, $2, $3, $4, 'DU-' || (SELECT count(*) + 1 FROM wish)) RETURNING code`,
      [who.personId, wished.what, wished.phone, now],
    )
    return { result: { code: rows[0].code } }
  },
} as never

let w: World
beforeAll(async () => {
  w = (await startWorld('postgres', { registers: { flows: openFlows({ ...FLOWS, wish }), handlers } }))!
  await w.pool.query(
    'CREATE TABLE wish (person_id bigint REFERENCES person ON DELETE CASCADE, what text, phone text, at bigint, code text)',
  )
})
afterAll(() => w.stop())

async function hello(platform: PlatformName): Promise<Citizen> {
  if (platform === 'telegram') w.sandbox.telegram.start('p2')
  else w.sandbox.zalo.follow('p1')
  await w.settle()
  return w.citizen(platform, platform === 'telegram' ? 'p2' : 'p1')
}

async function later(ms: number): Promise<void> {
  w.sandbox.clock.advance(ms)
  await w.app.drain()
  await w.settle()
}

describe.each(['telegram', 'zalo'] as const)('a made-up capability on %s', (platform) => {
  it('has the menu, consent, back, edit, save, resume, a reminder, records, my data, a timer and erasure', async () => {
    const me = await hello(platform)
    expect(
      me
        .bubbles()
        .at(-1)
        ?.buttons?.map((b) => b.label),
    ).toContain('Gửi điều ước')
    expect(await me.presses('Gửi điều ước')).toContain('cho phép lưu điều ước')
    expect(await me.says('vi sao')).toContain('Để nhớ ạ.')
    expect(await me.presses('Tôi đồng ý')).toContain('lớn hay nhỏ')
    expect(await me.says('2')).toContain('ước gì')
    expect(await me.says('quay lại')).toContain('lớn hay nhỏ')
    await me.says('lon')
    expect(await me.says('Có xe đạp mới')).toContain('Số điện thoại')
    expect(await me.says('để sau')).toContain('Bản viết được giữ nguyên')
    // Down over the day on which it was due, and back on a later morning, whatever the hour of the test.
    const HOUR = 3_600_000
    const morning = Math.ceil((w.sandbox.clock.now() - 3 * HOUR) / (24 * HOUR)) * 24 * HOUR + 3 * HOUR
    await later(morning + 48 * HOUR - w.sandbox.clock.now())
    expect(me.reads()).toContain('Mình viết nốt nhé?')
    expect(await me.presses('Viết tiếp')).toContain('Số điện thoại')
    expect(await me.says('0912345678')).toContain('Điều ước của anh/chị:')
    await me.presses('Sửa')
    await me.presses('Ước gì')
    expect(await me.says('Có đôi giày mới')).toContain('đôi giày mới')
    const done = await me.presses('Gửi đi')
    const code = /DU-\d+/.exec(done)?.[0]
    expect(done).toContain(`Đã ghi điều ước ${code}`)
    await me.presses('Tâm trạng')
    expect(await me.says('co')).toContain('Thật tốt quá')
    await later(2 * 3_600_000)
    expect(me.reads()).toContain(`Điều ước ${code} sắp thành sự thật`)

    const records = await me.says('hồ sơ của tôi')
    expect(records).toContain(code)
    expect(records).toContain('đã được lắng nghe')
    await me.says('quyền của tôi')
    expect(await me.presses('Xem dữ liệu')).toMatch(/Điều ước: Có đôi giày mới/)
    await me.says('quyền của tôi')
    await me.presses('Xóa')
    await me.presses('Xóa dữ liệu của tôi')
    const { rows } = await w.pool.query(`SELECT id FROM ticket WHERE kind = 'erase' ORDER BY id DESC LIMIT 1`)
    const erased = await transaction(w.pool, (tx) =>
      eraseFor(tx, { id: rows[0].id, by: CONSOLE, sure: true, now: w.sandbox.clock.now() }, holders),
    )
    expect(erased.is).toBe('erased')
    expect((await w.pool.query('SELECT FROM wish WHERE code = $1', [code])).rowCount).toBe(0)
    await w.settle()
    expect(me.reads()).toContain('Hội đã xóa')
  })

  it('opens by its phrase and, where there are links, by its link', async () => {
    const me = w.citizen(platform, platform === 'telegram' ? 'p2' : 'p1')
    expect(await me.says('toi co dieu uoc')).toMatch(/cho phép lưu|lớn hay nhỏ/)
    await me.says('menu')
    if (platform === 'telegram') {
      w.sandbox.telegram.start('p2', 'uoc')
      await w.settle()
      expect(me.reads()).toMatch(/cho phép lưu|lớn hay nhỏ|điều ước/)
    }
  })
})
