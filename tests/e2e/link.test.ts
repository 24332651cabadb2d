import { afterAll, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { tellPerson } from '../../src/store/news.js'
import { grantRole } from '../../src/store/roles.js'
import { type Citizen, startWorld, type World } from '../support/world.js'
import { enterAddress } from './help.js'
import { picture, STORY } from './stories.js'
import { twoAccounts } from './two-accounts.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

const MINUTE = 60_000

const { arrive, codeOf, bring, personOf } = twoAccounts(w)

describe('somebody on both platforms', () => {
  it('begins on Zalo and finishes on Telegram, and is asked nothing twice', async () => {
    const zalo = await arrive('zalo', 'p1')
    await zalo.presses('Giới thiệu người tốt')
    await zalo.presses('Tôi đồng ý')
    await zalo.presses('Một người')
    await zalo.says('Nguyễn Thị Hương')
    const asked = zalo.reads()
    const telegram = await arrive('telegram', 'p1')
    await bring(telegram, await codeOf(zalo))
    expect(await personOf('telegram', 'p1')).toBe(await personOf('zalo', 'p1'))
    expect(telegram.reads()).toContain('đã được liên kết với Zalo')
    expect(telegram.reads()).toContain('Nguyễn Thị Hương')
    // The first platform hears of it at once, and can take it back.
    expect(zalo.reads()).toContain('vừa được liên kết với một tài khoản Telegram')
    await telegram.presses('Tiếp tục')
    const question = asked.slice(asked.indexOf('(Phần'))
    expect(telegram.reads()).toContain(question)
    expect(await telegram.says('Phường Lê Chân')).not.toContain(question)
    // The same conversation, whichever phone is in the hand.
    expect(await zalo.says('quyền của tôi')).toContain('Dữ liệu là của anh/chị')
    expect(await zalo.presses('Xem dữ liệu của tôi')).toContain('Telegram')
    const { rows } = await w.pool.query(`SELECT code_hash FROM link WHERE state = 'joined'`)
    expect(rows).toEqual([{ code_hash: null }])
  })

  it('parts again, and each side has what came from it', async () => {
    const zalo = w.citizen('zalo', 'p1')
    const telegram = w.citizen('telegram', 'p1')
    await telegram.says('trang chính')
    await telegram.says('giới thiệu người tốt')
    await telegram.presses('Giới thiệu người khác').catch(() => telegram.presses('Kể về người khác'))
    await telegram.presses('Một người')
    await telegram.says('Trần Văn Bình')
    expect(await zalo.presses('Không phải tôi')).toContain('gỡ liên kết')
    expect(await personOf('telegram', 'p1')).not.toBe(await personOf('zalo', 'p1'))
    expect(telegram.reads()).toContain('đã gỡ liên kết')
    const drafts = async (platform: 'zalo' | 'telegram') => {
      const { rows } = await w.pool.query('SELECT state FROM session WHERE person_id = $1', [
        await personOf(platform, 'p1'),
      ])
      return rows[0].state.drafts.map((draft: { answers: { name: unknown } }) => JSON.stringify(draft.answers))
    }
    const [ofZalo, ofTelegram] = [await drafts('zalo'), await drafts('telegram')]
    expect(ofZalo).toHaveLength(1)
    expect(ofZalo[0]).toContain('Nguyễn Thị Hương')
    expect(ofTelegram).toHaveLength(1)
    expect(ofTelegram[0]).toContain('Trần Văn Bình')
    // The consent was given on Zalo.
    expect(await telegram.says('tiếp tục')).not.toContain('Phần 1/3')
    expect(await telegram.presses('Tôi đồng ý')).toContain('Phần 1/3')
  })
})

describe('what is told of one thing on two phones', () => {
  it('stays together when they part: a picture sent to the other phone goes with the story', async () => {
    const p8 = w.sandbox.people.add('Đỗ Thị Tám').id
    const [zalo, telegram] = [await arrive('zalo', p8), await arrive('telegram', p8)]
    await zalo.presses('Giới thiệu người tốt')
    await zalo.presses('Tôi đồng ý')
    await zalo.presses('Một người')
    await zalo.says('Nguyễn Thị Hoa')
    await zalo.says('Phường Lê Chân')
    await zalo.says(STORY)
    await bring(telegram, await codeOf(zalo))
    await telegram.sendsPhoto(await picture())
    await zalo.presses('Không phải tôi')
    expect(await personOf('telegram', p8)).not.toBe(await personOf('zalo', p8))

    await zalo.says('tiếp tục')
    if (zalo.reads().includes('Xong, tiếp tục')) await zalo.presses('Xong')
    await zalo.says('bệnh nhân nghèo ở bệnh viện, khoảng 200 người')
    await zalo.presses('Trả lời từng câu')
    await zalo.says('Có, vì cô là tổ phó gương mẫu')
    for (const label of ['Tôi không rõ', 'Có', 'Bỏ qua', 'Xong', 'Chưa biết']) await zalo.presses(label)
    await zalo.says('Phạm Thị Lan')
    await zalo.says('0912 345 678')
    const code = /NT-\d{4}-\d{6}/.exec(await zalo.presses('Gửi đi'))?.[0]
    const { rows } = await w.pool.query(
      `SELECT f.state, f.person_id FROM file f JOIN nominator r ON r.id = f.nominator_id
         JOIN nomination n ON n.id = r.nomination_id WHERE n.code = $1`,
      [code],
    )
    expect(rows).toEqual([{ state: 'stored', person_id: await personOf('zalo', p8) }])
  })

  it('keeps what is held for them with whoever goes on registering', async () => {
    const [officer, p9] = [w.sandbox.people.add('Đỗ Thị Cán').id, w.sandbox.people.add('Đỗ Văn Chín').id]
    const desk = await arrive('telegram', officer)
    const [personId, now] = [await personOf('telegram', officer), w.sandbox.clock.now()]
    await transaction(w.pool, (tx) => grantRole(tx, { personId, role: 'officer', unit: '31', by: CONSOLE, now }))
    for (const _ of [1, 2]) await enterAddress(desk)
    const [zalo, telegram] = [await arrive('zalo', p9), await arrive('telegram', p9)]
    await zalo.presses('Đăng ký trợ giúp')
    await zalo.presses('Nơi đang cần nhất')
    await zalo.presses('Tôi muốn giúp')
    await zalo.presses('Tôi đồng ý')
    await zalo.presses('Cho tôi')
    await bring(telegram, await codeOf(zalo))
    const [before] = (await w.pool.query(`SELECT need_id FROM pledge WHERE state = 'held'`)).rows
    // Another place after all, chosen on the other phone.
    await telegram.says('đăng ký trợ giúp')
    await telegram.presses('Đăng ký giúp nơi khác').catch(() => {})
    await telegram.presses('Nơi đang cần nhất')
    await telegram.presses('Tôi muốn giúp')
    const { rows } = await w.pool.query(`SELECT need_id, person_id FROM pledge WHERE state = 'held'`)
    expect(rows).toHaveLength(1)
    expect(rows[0].need_id).not.toBe(before.need_id)
    await zalo.presses('Không phải tôi')
    const held = await w.pool.query(`SELECT need_id, person_id FROM pledge WHERE state = 'held'`)
    expect(held.rows).toEqual([{ need_id: rows[0].need_id, person_id: await personOf('zalo', p9) }])
  })
})

describe('a code', () => {
  it('is no use a second time, too late, or on the platform it was made on', async () => {
    const [a, b, c] = [await arrive('zalo', 'p2'), await arrive('telegram', 'p3'), await arrive('zalo', 'p4')]
    const late = await codeOf(a)
    w.sandbox.clock.advance(11 * MINUTE)
    await w.settle()
    expect(await bring(b, late)).toContain('hết hạn')
    const code = await codeOf(a)
    expect(await bring(c, code)).toContain('cùng một ứng dụng')
    expect(await a.says(code)).toContain('chính tài khoản này')
    await bring(b, code)
    expect(await personOf('telegram', 'p3')).toBe(await personOf('zalo', 'p2'))
    const d = await arrive('telegram', 'p4')
    expect(await bring(d, code)).toContain('không tìm thấy mã này')
  })

  it('is guessed five times; then there is a rest, the right one too', async () => {
    const guesser = await arrive('telegram', 'p5')
    const maker = await arrive('zalo', 'p5')
    const code = await codeOf(maker)
    const wrong = (n: number) => String((Number(code) + n) % 1_000_000).padStart(6, '0')
    for (let n = 1; n <= 5; n++) expect(await bring(guesser, wrong(n))).toContain('không tìm thấy mã này')
    expect(await bring(guesser, code)).toContain('nhập sai mã nhiều lần')
    w.sandbox.clock.advance(16 * MINUTE)
    await w.settle()
    await bring(guesser, await codeOf(maker))
    expect(await personOf('telegram', 'p5')).toBe(await personOf('zalo', 'p5'))
  })
})

describe('a role', () => {
  it('passes only after a yes on the platform that holds it', async () => {
    const officer = await arrive('zalo', 'p6')
    const id = await personOf('zalo', 'p6')
    const now = w.sandbox.clock.now()
    await transaction(w.pool, (tx) => grantRole(tx, { personId: id, role: 'officer', unit: '11383', by: CONSOLE, now }))
    const phone = await arrive('telegram', 'p6')
    expect(await bring(phone, await codeOf(officer))).toContain('bấm "Đúng là tôi, đồng ý" ở đó')
    expect(await phone.says('việc của cán bộ')).toContain('dành cho người được Hội phân công')
    expect(officer.reads()).toContain('Chỉ đồng ý khi chính anh/chị đã nhập mã')
    expect(await personOf('telegram', 'p6')).not.toBe(id)
    await officer.presses('Không phải tôi')
    expect(phone.reads()).toContain('đã được từ chối')
    await bring(phone, await codeOf(officer))
    await officer.presses('Đúng là tôi')
    expect(await personOf('telegram', 'p6')).toBe(id)
    expect(await phone.says('việc của cán bộ')).toContain('Việc của cán bộ')
  })
})

describe('a role on the platform that brings the code', () => {
  it('passes only after a yes there, whoever made the code; who made it is told, and can undo it', async () => {
    const p7 = w.sandbox.people.add('Bùi Văn Bảy').id
    const stranger = await arrive('zalo', p7)
    const officer = await arrive('telegram', p7)
    const id = await personOf('telegram', p7)
    const now = w.sandbox.clock.now()
    await transaction(w.pool, (tx) => grantRole(tx, { personId: id, role: 'officer', unit: '11383', by: CONSOLE, now }))
    // Talked into typing somebody else's code: what it would mean is said before anything happens.
    await bring(officer, await codeOf(stranger))
    expect(officer.reads()).toContain('Anh/chị đang giữ vai trò do Hội giao')
    expect(await personOf('telegram', p7)).toBe(id)
    expect(await stranger.says('việc của cán bộ')).toContain('dành cho người được Hội phân công')
    await officer.presses('Không phải tôi')
    expect(await personOf('telegram', p7)).toBe(id)
    expect(await stranger.says('việc của cán bộ')).toContain('dành cho người được Hội phân công')

    await bring(officer, await codeOf(stranger))
    await officer.presses('Đúng là tôi')
    expect(await personOf('telegram', p7)).toBe(await personOf('zalo', p7))
    expect(stranger.reads()).toContain('vừa được liên kết với một tài khoản Telegram')
    w.sandbox.clock.advance(23 * 60 * MINUTE)
    await w.settle()
    await stranger.presses('Không phải tôi')
    await w.settle()
    expect(await stranger.says('việc của cán bộ')).toContain('dành cho người được Hội phân công')
    expect(await officer.says('việc của cán bộ')).toContain('Việc của cán bộ')
  })
})

describe('news of a person with two accounts', () => {
  const tellNews = async (n: number) => {
    const person = await personOf('zalo', 'p1')
    const news = { flow: 'always', what: 'withdrawn', about: '', more: { codes: [`NT-${n}`] }, id: `test:${n}` }
    await transaction(w.pool, (tx) => tellPerson(tx, person, news, w.sandbox.clock.now()))
    await w.settle()
    await w.settle()
  }
  const heard = (citizen: Citizen, n: number) =>
    citizen.bubbles().filter(({ text }) => text?.includes(`NT-${n}`)).length

  it('reaches them once, by the account used last; by the other where that one refuses', async () => {
    const [telegram, zalo] = [await arrive('telegram', 'p1'), await arrive('zalo', 'p1')]
    await bring(telegram, await codeOf(zalo))
    await zalo.says('trang chính')
    w.sandbox.clock.advance(2 * MINUTE)
    await w.settle()
    await telegram.says('trang chính')
    await tellNews(1)
    expect([heard(zalo, 1), heard(telegram, 1)]).toEqual([0, 1])
    // We do not know yet that they have blocked us there: the platform says so when it leaves.
    w.sandbox.faults.add({
      platform: 'telegram',
      method: 'sendMessage',
      contains: 'NT-2',
      error_code: 403,
      status: 403,
      description: 'Forbidden: bot was blocked by the user',
    })
    await tellNews(2)
    expect([heard(zalo, 2), heard(telegram, 2)]).toEqual([1, 0])
    w.sandbox.faults.clear()
  })
})
