// Every button of a reviewer, pressed on both platforms; what the nominator reads of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE, readAudit } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { openRound } from '../../src/store/review/rounds.js'
import { endAllRoles } from '../../src/store/roles.js'
import { reviewOf, standings, tellOf } from '../store/review/files.js'
import { type Citizen, startWorld, type World } from '../support/world.js'
import { appointed } from './officers.js'

const DAY = 24 * 3_600_000

describe.each(['telegram', 'zalo'] as const)('a reviewer on %s', (platform) => {
  let w: World
  let lan: Citizen & { personId: string }
  let an: Citizen & { personId: string }
  let binh: Citizen & { personId: string }
  const WARD = '11383'

  beforeAll(async () => {
    w = (await startWorld('postgres'))!
    lan = await appointed(w, platform, platform === 'zalo' ? 'p1' : 'p2', 'member', WARD)
    an = await appointed(w, platform, 'p3', 'reviewer', WARD)
    binh = await appointed(w, platform, 'p4', 'officer', '31')
    await lan.says('xưng hô')
    await lan.presses('Cô')
    const now = w.sandbox.clock.now()
    const round = { programme: 'nguoi-tot-viec-thien', stage: 'unit', unit: '31', opensAt: now }
    await transaction(w.pool, (tx) =>
      openRound(tx, { ...round, submitBy: now + 20 * DAY, reviewBy: now + 20 * DAY }, CONSOLE, now),
    )
  })
  afterAll(() => w?.stop())

  /** A file of Lan's that waits for An, opened as a card. */
  async function card(name: string): Promise<string> {
    const { code } = await tellOf(w.pool, name, { unit: WARD, by: lan.personId, now: w.sandbox.clock.now() })
    await an.says('hồ sơ chờ tôi')
    expect(await an.presses(name)).toContain(code)
    return code
  }
  async function tickAll(mark = 'Đạt'): Promise<void> {
    await an.presses('Xét tiêu chí')
    for (let n = 0; n < 3; n++) await an.presses(mark)
  }
  const later = async (ms: number) => {
    await w.sandbox.clock.advance(ms)
    await w.settle()
  }
  const state = async (code: string) => (await standings(w.pool, code)).at(-1)!.state

  it('đạt – chuyển bước, with a reason where a criterion is unclear; marks can be set anew', async () => {
    const code = await card('Trần Văn Đạt')
    await tickAll('Chưa rõ')
    expect(an.reads()).toContain('đã xét đủ tiêu chí')
    await an.presses('Xét lại tiêu chí')
    for (const mark of ['Đạt', 'Đạt', 'Chưa rõ']) await an.presses(mark)
    expect(await an.presses('Đạt – chuyển bước')).toContain('Có tiêu chí chưa rõ')
    // Read back before it counts; the rest of it comes in a message of its own.
    await an.says('Đã hỏi tổ trưởng')
    expect(await an.says('dân phố hôm qua')).toContain('Đã hỏi tổ trưởng\ndân phố hôm qua')
    expect(await state(code)).toBe('waiting')
    expect(await an.presses('Ghi kết luận')).toContain('Đã ghi kết luận')
    expect(await state(code)).toBe('passed')
    await later(11 * 60_000)
    expect(lan.reads()).toContain('đã được xét đạt')
  })

  it('không đủ điều kiện asks for the marks before the reason; hoàn tác', async () => {
    const code = await card('Trần Văn Thiếu')
    await tickAll('Chưa đạt')
    expect(await an.presses('Đạt – chuyển bước')).toContain('chưa đạt nên chưa chuyển bước')
    expect(await an.presses('Không đủ điều kiện')).toContain('Vì sao')
    // A yes, a number, a picture are no reason that a nominator could read.
    for (const said of ['ok', '1']) expect(await an.says(said)).toContain('cần vài chữ')
    expect(await an.says('Chưa có minh chứng')).toContain('Người giới thiệu sẽ đọc')
    expect(await an.presses('Ghi kết luận')).toContain('Đã ghi kết luận')
    expect(await an.presses('Hoàn tác')).toContain('lại chờ xét')
    await an.presses('Xem hồ sơ')
    await an.presses('Kết luận')
    await an.presses('Không đủ điều kiện')
    await an.says('Chưa có minh chứng')
    expect(await an.says('đúng rồi')).toContain('Đã ghi kết luận')
    expect(await state(code)).toBe('refused')
    await later(11 * 60_000)
    expect(lan.reads()).toContain('Lý do: Chưa có minh chứng')
  })

  it('đề nghị bổ sung speaks to the nominator as they wish to be called', async () => {
    const code = await card('Trần Thị Hỏi')
    await an.presses('Đề nghị bổ sung')
    await an.says('Đồng chí cho biết bác ấy ở ngõ nào?')
    expect(await an.presses('Gửi câu hỏi')).toContain('tạm dừng')
    await w.settle()
    expect(lan.reads()).toContain('Cô cho biết bác ấy ở ngõ nào?')
    expect(lan.reads()).not.toMatch(/đồng chí|anh\/chị/i)
    await lan.says('Ngõ 12 Tô Hiệu')
    expect(lan.reads()).toContain('đã tới cán bộ xét')
    expect(an.reads()).toContain(`đã bổ sung cho hồ sơ ${code}`)
  })

  it('chuyển đơn vị', async () => {
    const code = await card('Trần Văn Xa')
    await an.presses('Chuyển đơn vị')
    const asked = await an.says('An Biên')
    if (asked.includes('tới đơn vị nào')) await an.presses('Phường An Biên')
    expect(an.reads()).toContain(`Đã chuyển hồ sơ ${code}`)
    // Nobody reviews there: the city has it.
    expect((await standings(w.pool, code)).at(-1)).toMatchObject({ state: 'waiting', reviewer: binh.personId })
  })

  it('xin rút: another has it, and it never comes back', async () => {
    const code = await card('Trần Thị Thân')
    await an.presses('Xin rút')
    expect(await an.says('cho toi xem lai')).toContain(code)
    await an.says('người nhà tôi')
    await an.says('Chị ấy là em gái tôi')
    expect(await an.presses('Xác nhận xin rút')).toContain('Hồ sơ đã chuyển cho người khác')
    expect((await standings(w.pool, code)).at(-1)!.reviewer).toBe(binh.personId)
    expect(await an.says('hồ sơ chờ tôi')).not.toContain('Thị Thân')
    await binh.says('hồ sơ chờ tôi')
    expect(await binh.presses('Trần Thị Thân')).toContain(code)
  })

  it('a second reviewer of the file is told who decided', async () => {
    const code = await card('Trần Văn Đôi')
    const review = await reviewOf(w.pool, code)
    await tickAll()
    await transaction(w.pool, (tx) =>
      tx.query('UPDATE review SET reviewer = $2 WHERE id = $1', [review, binh.personId]),
    )
    await binh.says('hồ sơ chờ tôi')
    await binh.presses('Trần Văn Đôi')
    await binh.presses('Kết luận')
    await an.presses('Đạt – chuyển bước')
    expect(await binh.presses('Đạt – chuyển bước')).toMatch(/không còn chờ xét: đạt.*\n.*người xét của Phường Lê Chân/)
  })

  it('gộp and tách: the other file goes in, its nominator hears, and both ways back', async () => {
    const other = await tellOf(w.pool, 'Gộp Trần Văn', { unit: WARD, by: lan.personId, now: w.sandbox.clock.now() })
    const code = await card('Trần Văn Gộp')
    expect(an.reads()).toContain(`${other.code} (${WARD}): cùng các chữ trong tên, khác thứ tự, cùng đơn vị`)
    expect(await an.presses(`Gộp với ${other.code}`)).toContain(`Đã gộp ${other.code} vào`)
    await w.settle()
    expect(lan.reads()).toContain(`Hồ sơ ${other.code} của cô được ghép vào hồ sơ ${code}`)
    expect(await an.presses('Xem hồ sơ')).toContain('2 người cùng giới thiệu')
    expect(await an.presses('Tách hồ sơ')).toContain('có 2 lời kể')
    expect(await an.presses('Tách lời kể 2')).toContain('Đã tách lời kể ấy thành hồ sơ')
    expect(await an.presses('Hoàn tác tách')).toContain('trở lại như trước')
    expect(await an.presses('Hoàn tác gộp')).toContain('trở lại như trước')
    expect((await standings(w.pool, other.code)).at(-1)!.state).toBe('waiting')
  })

  it('asks whether the nominee may be named: of somebody by a reviewer, of who told of themselves in chat', async () => {
    await card('Trần Văn Tên')
    await tickAll()
    await an.presses('Đạt – chuyển bước')
    const review = await reviewOf(w.pool, /NT-\d{4}-\d{6}/.exec(an.reads())![0])
    await binh.says('các đợt xét')
    const report = await binh.presses('Đợt ')
    expect(report).toMatch(/Nhận \d+ · đã kết luận \d+/)
    expect(report).toContain('mục tiêu 100%')
    expect(binh.bubbles().some((bubble) => bubble.image)).toBe(true)
    // The oldest come first; this one by its card.
    await binh.presses('Hỏi ý kiến')
    expect(binh.reads()).toContain('chưa hỏi ý kiến')
    await binh.presses('Đồng ý nêu tên')
    await binh.presses('Đã đủ 16 tuổi')
    await binh.says('gọi điện sáng nay')
    expect(await binh.presses('Ghi lại')).toContain('đồng ý nêu tên công khai')
    expect(review).toBeDefined()

    const form = { kind: 'self' as const, answers: { kind: 'self', name: 'Trần Thị Tự' } }
    const self = await tellOf(w.pool, 'Trần Thị Tự', { unit: WARD, by: lan.personId, now: w.sandbox.clock.now(), form })
    await an.says('hồ sơ chờ tôi')
    await an.presses('Trần Thị Tự')
    await tickAll()
    await an.presses('Đạt – chuyển bước')
    await later(11 * 60_000)
    // Beside it comes word of what was merged before: in no order of their own.
    expect(
      lan
        .bubbles()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain(`Hồ sơ ${self.code} của cô đã được xét đạt`)
    expect(await lan.presses('Tôi đồng ý')).toContain('Cảm ơn cô')
  })

  it('the nominee answers in chat by a code of their own, once, and who gave it hears', async () => {
    await binh.says('các đợt xét')
    await binh.presses('Đợt ')
    const file = await binh.presses('Hỏi ý kiến')
    const code = /NT-\d{4}-\d{6}/.exec(file)![0]
    expect(file).toContain('chưa hỏi ý kiến')
    const secret = /YK-\w{4}-\w{4}-\w{4}/.exec(await binh.presses('Mã để họ tự trả lời'))![0]
    // Neither who told of them nor who made the code answers for them.
    for (const other of [lan, binh]) expect(await other.says(secret)).toContain('dành cho chính người được giới thiệu')
    const nominee = w.citizen(platform, 'p5')
    if (platform === 'telegram') w.sandbox.telegram.start('p5', `yk_${secret.replace(/^YK-|-/g, '')}`)
    else {
      w.sandbox.zalo.follow('p5')
      await w.settle()
      await nominee.says(secret.toLowerCase())
    }
    await w.settle()
    expect(nominee.reads()).toMatch(/chúc mừng[\s\S]*được xét đạt[\s\S]*công khai/)
    expect(await nominee.presses('Tôi đồng ý')).toContain('Cảm ơn')
    await w.settle()
    expect(binh.reads()).toContain(`hồ sơ ${code} vừa trả lời: đồng ý`)
    // They may think better of it, by the button they have; nobody else may by the code.
    expect(await an.says(secret)).toContain('đã có người mở')
    await nominee.presses('Tôi không đồng ý')
    const { rows } = await w.pool.query(
      `SELECT c.given, c.how FROM nominee_consent c JOIN nomination n ON n.id = c.nomination_id WHERE n.code = $1 ORDER BY c.id`,
      [code],
    )
    expect(rows).toEqual([
      { given: true, how: 'self' },
      { given: false, how: 'self' },
    ])
  })

  it('ủy quyền: a deputy has the files until that day', async () => {
    const waiting = async () => Number(/Có (\d+) hồ sơ/.exec(await binh.says('hồ sơ chờ tôi'))?.[1] ?? 0)
    const before = await waiting()
    await card('Trần Thị Thay')
    await an.presses('Ủy quyền')
    await an.presses('cán bộ')
    expect(await an.presses('3 ngày')).toContain('tạm vắng đến hết ngày')
    await w.settle()
    const meanwhile = await waiting()
    expect(meanwhile).toBeGreaterThan(before)
    await later(4 * DAY)
    expect(await waiting()).toBeLessThan(meanwhile)
    expect(await an.says('hồ sơ chờ tôi')).toContain('hồ sơ')
  })

  it('a role that ended in the middle of a reason decides nothing, and says why', async () => {
    const code = await card('Trần Văn Hết')
    await tickAll('Chưa đạt')
    await an.presses('Không đủ điều kiện')
    const now = w.sandbox.clock.now()
    await transaction(w.pool, (tx) => endAllRoles(tx, an.personId, CONSOLE, now))
    expect(await an.says('Chưa có minh chứng')).toContain('dành cho người được Hội phân công')
    const buttons = an
      .bubbles()
      .findLast(({ from }) => from === 'bot')
      ?.buttons?.map(({ label }) => label)
    expect(buttons).not.toContain('Hồ sơ chờ tôi')
    expect(await state(code)).toBe('waiting')
    expect((await readAudit(w.pool, { person: an.personId, limit: 1 }))[0]).toMatchObject({ action: 'refuse' })
  })
})
