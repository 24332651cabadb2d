// Pictures and papers chosen together get one answer, wherever they land, on both platforms.
import { afterAll, describe, expect, it } from 'vitest'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import { startWorld, type World, waitFor } from '../support/world.js'
import { picture } from './stories.js'

const w = (await startWorld('postgres', { webhook: true })) as World
afterAll(() => w.stop())

const SIX = await Promise.all(Array.from({ length: 6 }, () => picture()))
const { telegram, zalo } = w.sandbox

const send = {
  telegram: {
    pictures: (who: string) => SIX.map((one) => telegram.sendPhoto(who, one)),
    voices: (who: string) => [1, 2, 3].map(() => telegram.sendVoice(who)),
    broken: (who: string) => [1, 2, 3].map((n) => telegram.sendFile(who, Buffer.from(`?${n}`), { name: `${n}.jpg` })),
  },
  zalo: {
    pictures: (who: string) => SIX.map((one) => zalo.sendPhoto(who, one)),
    voices: (who: string) => [1, 2, 3].map(() => zalo.voice(who)),
    broken: (who: string) => [1, 2, 3].map((n) => zalo.sendFile(who, Buffer.from(`?${n}`), `${n}.jpg`)),
  },
}

async function begin(platform: PlatformName, person: string) {
  const citizen = w.citizen(platform, person)
  if (platform === 'telegram') telegram.start(person)
  else zalo.follow(person)
  await w.settle()
  return citizen
}

/** What the bot said to it. */
async function answersTo(citizen: Awaited<ReturnType<typeof begin>>, deed: () => unknown) {
  const before = citizen.bubbles().length
  await deed()
  await w.settle()
  return citizen
    .bubbles()
    .slice(before)
    .filter(({ from }) => from === 'bot')
    .map(({ text }) => text ?? '')
}

describe.each(['telegram', 'zalo'] as const)('six pictures on %s', (platform) => {
  it('with nothing to keep them for: told once', async () => {
    const citizen = await begin(platform, 'p1')
    const answers = await answersTo(citizen, () => send[platform].pictures('p1'))
    expect(answers).toHaveLength(1)
    expect(answers[0]).toContain('chưa lưu')
  })

  it('in the middle of a form, and for its officers: one answer each, and all of them there', async () => {
    const citizen = await begin(platform, 'p2')
    await citizen.presses('Giới thiệu người tốt')
    await citizen.presses('Tôi đồng ý')
    expect(await answersTo(citizen, () => send[platform].pictures('p2'))).toHaveLength(1)
    await citizen.says('gặp cán bộ')
    const answers = await answersTo(citizen, () => send[platform].pictures('p2'))
    expect(answers).toHaveLength(1)
    expect(answers[0]).toContain('chuyển ảnh tới cán bộ')
    const { rows } = await w.pool.query(
      'SELECT count(*)::int AS files FROM file JOIN contact c USING (person_id) WHERE c.channel = $1 AND c.address = $2',
      [platform, platform === 'telegram' ? String(telegram.chatId('p2')) : w.sandbox.people.zaloUserId('p2')],
    )
    expect(rows).toEqual([{ files: 12 }])
  })
})

describe.each(['telegram', 'zalo'] as const)('on %s what cannot be kept is told once', (platform) => {
  it('of voice messages one after the other, at home and in a form', async () => {
    const citizen = await begin(platform, 'p4')
    expect(await answersTo(citizen, () => send[platform].voices('p4'))).toHaveLength(1)
    await citizen.presses('Giới thiệu người tốt')
    await citizen.presses('Tôi đồng ý')
    const answers = await answersTo(citizen, () => send[platform].voices('p4'))
    expect(answers).toHaveLength(1)
    expect(answers[0]).toContain('chưa nghe được')
  })

  it('of pictures that do not open, and of twelve where ten are taken', async () => {
    const citizen = await begin(platform, 'p5')
    await citizen.presses('Giới thiệu người tốt')
    await citizen.presses('Tôi đồng ý')
    // Settling looks at once at what would be waited for.
    const answers = await answersTo(citizen, () => {
      send[platform].broken('p5')
      return waitFor(() => citizen.reads().includes('không mở được'))
    })
    expect(answers.filter((text) => text.includes('không mở được'))).toHaveLength(1)
    const many = await answersTo(citizen, () => [send[platform].pictures('p5'), send[platform].pictures('p5')])
    expect(many).toHaveLength(1)
    expect(many[0]).toContain('đã đủ 10')
  })
})

it('three papers on Zalo get one answer', async () => {
  const citizen = await begin('zalo', 'p3')
  const answers = await answersTo(citizen, () => {
    for (const n of [1, 2, 3]) zalo.sendFile('p3', Buffer.from(`%PDF-1.4 ${n}`), `giay-${n}.pdf`)
  })
  expect(answers).toHaveLength(1)
})

it.each(['telegram', 'zalo'] as const)(
  'on %s a picture with what cannot be kept gets one answer that tells both',
  async (platform) => {
    const citizen = await begin(platform, 'p6')
    await citizen.presses('Giới thiệu người tốt')
    await citizen.presses('Tôi đồng ý')
    await citizen.presses('Một người')
    const [picture] = SIX as [Buffer]
    const both = () => {
      w.sandbox[platform].sendPhoto('p6', picture)
      if (platform === 'telegram') telegram.sendVoice('p6')
      else zalo.voice('p6')
      w.sandbox[platform].sendPhoto('p6', picture)
    }
    const [answer, ...more] = await answersTo(citizen, both)
    expect(more).toEqual([])
    expect(answer).toMatch(/chưa nghe được tin thoại[^\n]* Trợ lý đã giữ ảnh này làm minh chứng\.\n\n[^\n]*tên là gì/)
  },
)

describe.each(['telegram', 'zalo'] as const)(
  'on %s a picture for officers with a voice message gets one answer',
  (platform) => {
    const [one] = SIX as [Buffer]
    const picture = () => w.sandbox[platform].sendPhoto('p1', one)
    const voice = () => (platform === 'telegram' ? telegram.sendVoice('p1') : zalo.voice('p1'))
    const BOTH =
      /đã chuyển ảnh tới cán bộ.*chưa nghe được tin thoại|chưa nghe được tin thoại.*đã chuyển ảnh tới cán bộ/s

    it.each([
      ['where they have a word for them', 'gặp cán bộ'],
      ['in distress', 'nhà tôi hết gạo mấy ngày nay rồi, cứu tôi với'],
    ])('%s', async (_where, words) => {
      const citizen = w.citizen(platform, 'p1')
      for (const deeds of [
        [picture, voice],
        [voice, picture],
        [picture, voice, picture],
      ]) {
        await citizen.says(words)
        const answers = await answersTo(citizen, () => {
          for (const deed of deeds) deed()
        })
        expect(answers).toHaveLength(1)
        expect(answers[0]).toMatch(BOTH)
        expect(answers[0]!.match(/đã chuyển ảnh/g)).toHaveLength(1)
      }
    })
  },
)
