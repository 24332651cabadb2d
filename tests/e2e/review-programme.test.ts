// Another movement, loaded as data alone by the documented command, beside the running app: its own form is told in chat, its own criteria are ticked, its stage decides.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readProgramme } from '../../src/flows/programme.js'
import { dayAt, isoDay } from '../../src/flows/vi/calendar.js'
import { type Citizen, startWorld, type World } from '../support/world.js'
import { runTool } from '../tools/run-tool.js'
import { appointed } from './officers.js'

const DAY = 24 * 3_600_000
const STORY =
  'Cả phòng thay nhau trực trưa để bà con đi làm xa vẫn nộp được hồ sơ, ai đến cũng được hướng dẫn tận tình.'

describe.each(['telegram', 'zalo'] as const)('the office-culture movement on %s', (platform) => {
  let w: World
  let lan: Citizen
  let an: Citizen
  beforeAll(async () => {
    w = (await startWorld('postgres'))!
    const programme = readProgramme(readFileSync('data/sample_programme.json', 'utf8'))
    const now = w.sandbox.clock.now()
    an = await appointed(w, platform, 'p3', 'reviewer', '31')
    // As an operator does it, beside the running app.
    const admin = async (...args: string[]) => {
      const run = await runTool('admin', { args, env: { DATABASE_URL: w.databaseUrl } })
      expect(run).toMatchObject({ code: 0, err: '' })
      return run.out
    }
    expect(await admin('programmes', 'load', resolve('data/sample_programme.json'))).toContain('Đã nạp phong trào')
    const by = isoDay(dayAt(now + 9 * DAY))
    const where = ['--programme', programme.code, '--stage', 'unit', '--submit-by', by, '--review-by', by]
    await admin('rounds', 'open', '31', ...where)
    lan = w.citizen(platform, platform === 'zalo' ? 'p1' : 'p2')
    if (platform === 'telegram') w.sandbox.telegram.start('p2')
    else w.sandbox.zalo.follow('p1')
    await w.settle()
  })
  afterAll(() => w?.stop())

  it('is told by its own questions, back and summary included', async () => {
    await lan.says('phong trào khác')
    await lan.presses('Gương văn hóa công sở')
    await lan.presses('Tôi đồng ý')
    // No community here; and nothing before the first question to go back to.
    expect(
      lan
        .bubbles()
        .at(-1)
        ?.buttons?.map(({ label }) => label),
    ).toEqual(['Một người', 'Một nhóm, câu lạc bộ', 'Chính tôi'])
    await lan.presses('Một nhóm')
    await lan.says('Trung tâm phục vụ hành chính công phường Lê Chân')
    if (lan.reads().includes('phải không')) await lan.presses('Đúng')
    await lan.says('Lê Chân')
    if (!lan.reads().includes('cơ quan, đơn vị nào')) await lan.presses('Phường Lê Chân')
    await lan.presses('Cơ quan Nhà nước')
    await lan.says('khoảng hai chục người')
    await lan.says(STORY)
    await lan.presses('Xong')
    await lan.says('từ năm 2024')
    if (lan.reads().includes('Đúng ý')) await lan.presses('Đúng rồi')
    expect(lan.reads()).toContain('văn minh, hiện đại')
    await lan.says('Có, vì ai đến cũng được mời nước')
    await lan.presses('Tôi không rõ')
    await lan.presses('Chưa có')
    await lan.presses('Chưa biết')
    await lan.says('Phạm Thị Lan')
    await lan.says('0912 345 678')
    expect(lan.reads()).toContain('Phong trào: Cán bộ, công chức, viên chức')
    expect(await lan.presses('Gửi đi')).toMatch(/NT-\d{4}-\d{6}/)
  })

  it('is reviewed by its own criteria', async () => {
    await an.says('hồ sơ chờ tôi')
    const card = await an.presses('Trung tâm phục vụ')
    expect(card).toContain('Cơ quan, đơn vị văn minh, hiện đại, xanh, sạch, đẹp')
    expect(card).toContain('Loại cơ quan: Cơ quan Nhà nước')
    expect(await an.presses('Xét tiêu chí')).toContain('tiêu chí 1/3')
    for (let n = 0; n < 3; n++) await an.presses('Đạt')
    expect(await an.presses('Đạt – chuyển bước')).toContain('Đã ghi kết luận')
    await w.sandbox.clock.advance(11 * 60_000)
    await w.settle()
    expect(lan.reads()).toContain('xét đạt ở bước cấp cơ quan, đơn vị')
  })
})
