import path from 'node:path'
import decodeQr from 'qr/decode.js'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Config } from '../../../src/config/config.js'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.js'
import { openDatabase, transaction } from '../../../src/store/database.js'
import { redeemInvite } from '../../../src/store/invites.js'
import { rolesOf } from '../../../src/store/roles.js'
import type { AdminContext } from '../../../src/tools/admin/command.js'
import { COMMANDS } from '../../../src/tools/admin/index.js'
import { NOW, organisation, person } from '../../store/organisation.js'
import { testDatabase, wipe } from '../../support/database.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'
import { configFor } from '../../support/world.js'
import { runTool } from '../run-tool.js'

const database = await testDatabase()
const { pool } = database
const { prisma, close } = openDatabase(database.url, { max: 2 })
const folder = tempFolder()
let sandbox: Sandbox
let config: Config

beforeAll(async () => {
  await organisation(pool)
  sandbox = await startSandbox()
  config = configFor({ sandbox, port: 1, dataDir: folder, databaseUrl: database.url })
})
afterAll(async () => {
  await sandbox.stop()
  await close()
  await database.drop()
  removeFolder(folder)
})
beforeEach(() => wipe(pool, 'person', 'invite'))

type Given = Parameters<(typeof COMMANDS)['invite']['run']>[0]
async function run(
  name: string,
  options: Given['options'] = {},
  words: string[] = [],
  more: Partial<AdminContext> = {},
) {
  return (await COMMANDS[name]!.run({ words, options }, { prisma, pool, config, now: NOW, ...more })).join('\n')
}
const json = async (name: string, options: Given['options'] = {}) =>
  JSON.parse(await run(name, { ...options, json: true }))
const invite = (role = 'officer', unit = 'W1') => json('invite', { role, unit })
const redeem = (code: string, personId: string) =>
  transaction(pool, (tx) => redeemInvite(tx, { code, by: { personId, channel: 'zalo' }, now: NOW }))

describe('invite', () => {
  it('prints a code that works, and links to both platforms', async () => {
    const invitation = await invite()
    expect(invitation).toEqual({
      code: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/),
      telegram: expect.stringMatching(new RegExp(`^https://t\\.me/\\w+\\?start=inv_${invitation.code}$`)),
      zalo: config.zalo.mode === 'live' && `https://zalo.me/${config.zalo.oaId}`,
      expiresAt: '2026-12-07T02:00:00.000Z',
    })
    expect(new URL(invitation.telegram).searchParams.get('start')).toMatch(/^[\w-]{1,64}$/)
    expect(await redeem(invitation.code, await person(pool))).toMatchObject({ is: 'granted', role: 'officer' })
  })

  it('tells in words what to send to whom', async () => {
    const text = await run('invite', { role: 'reviewer', unit: 'SCHOOL' })
    expect(text).toMatch(
      /^Mã mời làm người xét, Trường Một: (\S+)\nTelegram: mở https:\S+\nZalo: mở https:\S+, .* gửi: \1\n/,
    )
    expect(text).toContain('đến 07/12/2026 09:00')
  })

  it('draws the link as a QR code that phones can read', async () => {
    const qr = path.join(folder, 'moi.png')
    const { telegram } = JSON.parse(await run('invite', { role: 'member', unit: 'W1', qr, json: true }))
    const { data, info } = await sharp(qr).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    expect(decodeQr({ width: info.width, height: info.height, data })).toBe(telegram)
  })

  it('leaves out the link of a platform that is not there, and says why', async () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue()
    const off: Config = { ...config, telegram: { mode: 'off' }, zalo: { mode: 'off' } }
    const away: Config = { ...config, telegram: { ...config.telegram, apiRoot: 'http://127.0.0.1:9' } as never }
    const options = { role: 'officer', unit: 'W1', json: true }
    expect(JSON.parse(await run('invite', options, [], { config: off }))).toMatchObject({ telegram: null, zalo: null })
    expect(JSON.parse(await run('invite', options, [], { config: away }))).toMatchObject({ telegram: null })
    const told = complaint.mock.calls.flat().join('\n')
    complaint.mockRestore()
    expect(told).toMatch(/chưa nối với Telegram\n.*chưa nối với Zalo\n.*Telegram không trả lời/)
    expect(told).not.toContain('AAsandbox')
    const options2 = { ...options, qr: path.join(folder, 'x.png') }
    await expect(run('invite', options2, [], { config: off })).rejects.toThrow(/Không làm được mã QR/)
  })

  it('refuses kindly, and has then made nothing', async () => {
    await expect(run('invite', { role: 'boss', unit: 'W1' })).rejects.toThrow(
      /--role là một trong: member \(thành viên\)/,
    )
    await expect(run('invite', { role: 'officer' })).rejects.toThrow(/Thiếu --unit/)
    await expect(run('invite', { role: 'officer', unit: 'X9' })).rejects.toThrow(/Không có đơn vị nào mang mã "X9"/)
    const qr = path.join(folder, 'no-such-folder/moi.png')
    await expect(run('invite', { role: 'officer', unit: 'W1', qr })).rejects.toThrow(/Không ghi được tệp/)
    expect(await run('invites')).toBe('Không có lời mời nào chưa dùng.')
  })
})

describe('who may do what', () => {
  it('is listed; that somebody looked is noted', async () => {
    expect([await run('people'), await run('roles')]).toEqual(Array(2).fill(expect.stringContaining('Chưa ai')))
    const lan = await person(pool)
    const { code } = await invite()
    expect(await run('invites')).toMatch(/cán bộ, Phường Một +07\/12\/2026 09:00 +dòng lệnh/)
    await redeem(code, lan)
    expect(await json('people')).toMatchObject([{ id: lan, name: null, channels: ['zalo'], roles: [{ unit: 'W1' }] }])
    const [role] = await json('roles')
    expect(role).toMatchObject({
      personId: lan,
      role: 'officer',
      unitName: 'Phường Một',
      startsAt: '2026-11-30T02:00:00.000Z',
    })
    expect(await run('people')).toMatch(new RegExp(`^${lan} +\\(chưa rõ tên\\) +cán bộ, Phường Một +Zalo`, 'm'))
    expect(await run('roles')).toMatch(new RegExp(`^${role.id} +${lan} +cán bộ, Phường Một +30/11/2026 09:00`, 'm'))
    expect((await json('audit'))[0]).toMatchObject({ action: 'view', kind: 'people', actor: null, channel: 'console' })
  })

  it('is taken back by the code, the invitation, the role or the person', async () => {
    const lan = await person(pool)
    const [typed, listed] = [await invite(), await invite()]
    expect(await run('revoke', {}, [typed.code.toLowerCase()])).toBe('Đã thu hồi lời mời.')
    const [{ id }] = await json('invites')
    expect(await run('revoke', { invite: id })).toBe('Đã thu hồi lời mời.')
    expect(await redeem(listed.code, lan)).toEqual({ is: 'revoked' })
    for (const unit of ['W1', 'W2', '31']) await redeem((await invite('officer', unit)).code, lan)
    const [role] = await json('roles')
    expect(await run('revoke', { role: role.id })).toBe(`Đã cho thôi vai trò số ${role.id}.`)
    expect(await run('revoke', { role: role.id })).toMatch(/đã thôi từ trước/)
    expect(await run('revoke', { person: lan })).toBe(`Đã cho người số ${lan} thôi 2 vai trò.`)
    expect(await rolesOf(pool, lan, NOW)).toEqual([])
    expect(await json('roles', { all: true })).toHaveLength(3)
    expect(await run('people')).toContain('đã thôi')
  })

  it.each([
    [{}, [], /Cách dùng: npm run admin -- revoke/],
    [{ role: '1', person: '2' }, [], /Cách dùng/],
    [{ role: 'x' }, [], /--role cần một số/],
    [{ role: '999999' }, [], /Không có vai trò nào mang số 999999/],
    [{ person: '999999' }, [], /không có vai trò nào để thôi/],
    [{ invite: '999999' }, [], /Không có lời mời nào như vậy/],
    [{}, ['hello'], /"hello" không phải là mã mời/],
    [{}, ['K7QM-2XTP-9HRC'], /Không có lời mời nào như vậy/],
  ])('revoke %j %j is refused kindly', async (options, words, why) => {
    await expect(run('revoke', options, words)).rejects.toThrow(why)
  })
})

describe('audit', () => {
  it('tells of a person in words', async () => {
    const lan = await person(pool)
    await redeem((await invite()).code, lan)
    const lines = (await run('audit', { person: lan })).split('\n').slice(2)
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`30/11/2026 09:00 +lời mời +giao vai trò +người số ${lan} +W1 +role: officer, grant: \\d+`),
      ),
      expect.stringMatching(new RegExp(`người số ${lan} +Zalo +nhận lời mời +lời mời số \\d+ +W1 +role: officer`)),
    ])
    expect(await run('audit', { code: 'nt-2026-999999' })).toBe('Không có dòng nhật ký nào.')
    await run('requests')
    expect((await json('audit'))[0]).toMatchObject({ action: 'view', kind: 'requests', actor: null })
    await expect(run('audit', { person: 'Lan' })).rejects.toThrow(/--person cần số/)
  })
})

describe('calendar', () => {
  const calendar = (...words: string[]) => run('calendar', {}, words)

  it('is set, listed and set back', async () => {
    expect(await calendar('set', '24/12/2027', 'holiday', 'Nghỉ', 'Giáng', 'sinh')).toMatch(
      /^Thứ Sáu 24\/12\/2027: ngày nghỉ\./,
    )
    await calendar('set', '2028-01-08', 'working', 'Làm bù')
    expect(await calendar('list')).toMatch(/24\/12\/2027 +thứ Sáu +ngày nghỉ +Nghỉ Giáng sinh +do cán bộ đặt/)
    expect(await calendar()).toContain('Có lịch nghỉ lễ của năm 2027.')
    expect(await calendar('unset', '2027-12-24')).toMatch(/^Thứ Sáu 24\/12\/2027: như mọi tuần\./)
    expect(await json('calendar')).toEqual([
      { date: '2027-12-24', kind: 'plain', name: '', edited: true },
      { date: '2028-01-08', kind: 'working', name: 'Làm bù', edited: true },
    ])
  })

  it.each([
    [['set', '2027-02-30', 'holiday', 'x'], /"2027-02-30" không phải là một ngày/],
    [['set', '24/12', 'holiday', 'x'], /không phải là một ngày/],
    [['set', '2027-12-24', 'nghỉ', 'x'], /holiday \(nghỉ\), working \(làm việc\) hoặc mourning/],
    [['set', '2027-12-24', 'holiday'], /Thiếu tên/],
    [['unset'], /không phải là một ngày/],
    [['delete', '2027-12-24'], /Cách dùng/],
  ])('%j is refused kindly', async (words, why) => {
    const before = await json('calendar')
    await expect(calendar(...words)).rejects.toThrow(why)
    expect(await json('calendar')).toEqual(before)
  })
})

it('as a process, prints JSON and nothing else', async () => {
  const env = { DATABASE_URL: database.url, TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_API_ROOT: 'http://127.0.0.1:9' }
  const { code, out, err } = await runTool('admin', { args: ['invite', '--role=officer', '--unit=31', '--json'], env })
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: expect.any(String), telegram: null, zalo: null })
  expect(err).toContain('Telegram không trả lời')
})
