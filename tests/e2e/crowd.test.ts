import { afterAll, describe, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { startWorld, type World } from '../support/world.js'
import { STORY } from './stories.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

interface Teller {
  platform: PlatformName
  person: string
  nominee: string
}

function crowd(count: number, nominee: (n: number) => string): Teller[] {
  return Array.from({ length: count }, (_, n) => ({
    platform: n % 2 ? 'telegram' : 'zalo',
    person: w.sandbox.people.add(`Người ${n}`).id,
    nominee: nominee(n),
  }))
}

const saysAll = (tellers: Teller[], what: (teller: Teller) => string) => {
  for (const teller of tellers) w.sandbox[teller.platform].say(teller.person, what(teller))
}

/** Everybody at once, word for word, up to the summary. */
async function tellTogether(tellers: Teller[]): Promise<void> {
  const script: ((teller: Teller) => string)[] = [
    ...['bắt đầu', 'giới thiệu người tốt', 'đồng ý', 'Một người'].map((said) => () => said),
    (teller) => teller.nominee,
    ...['Phường Hải Dương', STORY, 'xong', 'bệnh nhân, 30 người'].map((said) => () => said),
    ...['không rõ', 'chưa có', 'chưa', 'Phạm Thị Lan', '0912 345 678'].map((said) => () => said),
  ]
  for (const line of script) {
    saysAll(tellers, line)
    await w.settle()
  }
}

const heard = ({ platform, person }: Teller) => w.citizen(platform, person).reads()

describe('twenty people who put the same person forward at the same moment', { timeout: 120_000 }, () => {
  it('are one nomination with twenty nominators', async () => {
    const tellers = crowd(20, (n) => (n % 3 ? 'Nguyễn Thị Hòa' : 'NGUYỄN THỊ HÒA'))
    await tellTogether(tellers)
    for (const teller of tellers) expect(heard(teller)).toContain('Nguyễn Thị Hòa')
    saysAll(tellers, () => 'gửi đi')
    // Twice, as an impatient thumb does.
    saysAll(tellers, () => 'gửi đi')
    await w.settle()
    const { rows } = await w.pool.query(
      `SELECT n.code, count(r.id)::int AS nominators, count(*) FILTER (WHERE NOT r.joined)::int AS first
       FROM nomination n JOIN nominator r ON r.nomination_id = n.id GROUP BY n.code`,
    )
    expect(rows).toEqual([{ code: expect.stringMatching(/^NT-\d{4}-000001$/), nominators: 20, first: 1 }])
    const waiting = await w.pool.query(`SELECT count(*)::int AS n FROM inbox WHERE state <> 'handled'`)
    expect(waiting.rows[0].n).toBe(0)
  })
})

describe('fifty people who send at the same moment', { timeout: 120_000 }, () => {
  it('get fifty codes without a gap', async () => {
    const names = ['An', 'Bình', 'Chi', 'Dung', 'Giang', 'Hà', 'Khánh', 'Linh', 'Minh', 'Nga']
    const middle = ['Văn', 'Thị', 'Đức', 'Ngọc', 'Minh']
    const tellers = crowd(50, (n) => `Trần ${middle[n % 5]} ${names[Math.floor(n / 5)]}`)
    await tellTogether(tellers)
    saysAll(tellers, () => 'gửi đi')
    await w.settle()
    const { rows } = await w.pool.query(`SELECT right(code, 6)::int AS n FROM nomination ORDER BY 1`)
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 51 }, (_, n) => n + 1))
    const told = tellers.map(
      (teller) =>
        /NT-\d{4}-\d{6}/.exec(
          w
            .citizen(teller.platform, teller.person)
            .bubbles()
            .map((b) => b.text)
            .join(),
        )?.[0],
    )
    expect(new Set(told).size).toBe(50)
  })
})

describe('one person with two contacts', { timeout: 60_000 }, () => {
  it('goes on with the other one where they were, also when both speak at once', async () => {
    const one = w.sandbox.people.add('Hai máy').id
    const zalo = w.citizen('zalo', one)
    const telegram = w.citizen('telegram', one)
    await zalo.says('bắt đầu')
    await telegram.says('/start')
    await w.pool.query(
      `WITH z AS (SELECT person_id FROM contact WHERE channel = 'zalo' AND address = $1)
       UPDATE contact SET person_id = (SELECT person_id FROM z) WHERE channel = 'telegram' AND address = $2`,
      [w.sandbox.people.zaloUserId(one), String(w.sandbox.telegram.chatId(one))],
    )
    await zalo.says('giới thiệu người tốt')
    await zalo.says('đồng ý')
    await zalo.says('Một người')
    expect(await telegram.says('Nguyễn Văn Bách')).toContain('phường, xã')
    w.sandbox.zalo.say(one, 'Phường Hải Dương')
    w.sandbox.telegram.say(one, 'trợ giúp')
    w.sandbox.telegram.say(one, 'hồ sơ của tôi')
    await w.settle()
    expect(
      telegram
        .bubbles()
        .map((b) => b.text)
        .join('\n'),
    ).toContain('Đang kể dở: câu chuyện về Nguyễn Văn Bách')
    const { rows } = await w.pool.query(
      `SELECT s.state->'drafts'->0->'answers' AS answers FROM session s JOIN contact c ON c.person_id = s.person_id WHERE c.address = $1`,
      [w.sandbox.people.zaloUserId(one)],
    )
    expect(rows[0].answers).toMatchObject({ kind: 'individual', name: 'Nguyễn Văn Bách' })
  })
})

describe('the same event', { timeout: 60_000 }, () => {
  it('delivered thrice at once is taken once', async () => {
    const person = w.sandbox.people.add('Ba lần').id
    const citizen = w.citizen('zalo', person)
    for (const said of ['giới thiệu người tốt', 'đồng ý', 'Một người', 'Nguyễn Văn Thế', 'Phường Hải Dương'])
      await citizen.says(said)
    const events: { body: string; headers: Record<string, string> }[] = []
    const url = `http://127.0.0.1:${w.config.http.port}/webhooks/zalo`
    const { createServer } = await import('node:http')
    const relay = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk) => chunks.push(chunk))
      request.on('end', () => {
        events.push({ body: Buffer.concat(chunks).toString(), headers: request.headers as Record<string, string> })
        response.end()
      })
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => relay.once('listening', resolve))
    await w.sandbox.zalo.setWebhook(`http://127.0.0.1:${(relay.address() as { port: number }).port}/`)
    w.sandbox.zalo.say(person, STORY)
    await w.sandbox.zalo.idle()
    await w.sandbox.zalo.setWebhook(url)
    const story = events.find((event) => event.body.includes('user_send_text'))!
    const post = () =>
      fetch(url, {
        method: 'POST',
        body: story.body,
        headers: { 'content-type': 'application/json', 'x-zevent-signature': story.headers['x-zevent-signature']! },
      })
    const answers = await Promise.all([post(), post(), post()])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    await w.settle()
    await citizen.says('xong')
    const { rows } = await w.pool.query(
      `SELECT s.state->'drafts'->0->'answers'->>'story' AS story FROM session s JOIN contact c ON c.person_id = s.person_id WHERE c.address = $1`,
      [w.sandbox.people.zaloUserId(person)],
    )
    expect(rows[0].story).toBe(STORY)
  })
})
