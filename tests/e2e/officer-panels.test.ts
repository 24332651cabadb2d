// An officer at work sends what a panel does not want, or puts a message right: nothing is lost, and what is asked stays.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Citizen, startWorld } from '../support/world.js'
import { enterAddress } from './help.js'
import { appointed } from './officers.js'
import { picture } from './stories.js'

const w = (await startWorld('postgres'))!
afterAll(() => w.stop())
const PHOTO = await picture()

describe.each([
  ['telegram', 'p1'],
  ['zalo', 'p2'],
] as const)('on %s', (platform, person) => {
  let officer: Citizen
  let code: string
  beforeAll(async () => {
    officer = await appointed(w, platform, person, 'officer', '31')
    code = await enterAddress(officer)
  })

  it.each([
    ['a day', ['Sửa nhu cầu', 'Cần trước ngày'], '31/12', 'trước ngày 31/12'],
    ['a choice', ['Sửa thông tin công khai', 'Nhóm'], 'Người khuyết tật', 'người khuyết tật'],
    ['what is to be corrected', ['Sửa thông tin gia đình'], 'Nơi ở', 'Nay gia đình ở đâu'],
    ['whether it is to be erased', ['Xóa thông tin gia đình'], 'Thôi, giữ nguyên', 'Nguyễn Thị Canary'],
  ])('a picture where %s is asked for leads nowhere else', async (_what, path, answer, then) => {
    await officer.says(code)
    for (const label of path) await officer.presses(label)
    const told = await officer.sendsPhoto(PHOTO)
    expect(told).toContain('chưa lưu')
    expect(told).not.toContain('Giới thiệu người tốt')
    expect(await officer.says(answer)).toContain(then)
  })

  it('a picture where words for officers are asked for leads nowhere else', async () => {
    await officer.says('quyền của tôi')
    await officer.presses('Sửa')
    const told = await officer.sendsPhoto(PHOTO)
    expect(told).toContain('chỉ nhận chữ')
    expect(await officer.says('Sửa tên tôi thành Lan')).toContain('đã chuyển yêu cầu sửa')
  })

  it('a child’s guardian who agreed has a name, and a surname', async () => {
    await officer.says(code)
    await officer.presses('Sửa thông tin gia đình')
    await officer.presses('Năm sinh')
    await officer.says('2018')
    await officer.presses('Gia đình đồng ý cho biết')
    expect(await officer.says('asdfgh')).toContain('họ và tên người đã đồng ý')
    expect(await officer.says('Trần Thị Ví Dụ')).toContain('giám hộ: Trần Thị Ví Dụ')
  })
})

it('a reason that is put right before it counts is read back anew; one that counts stays', async () => {
  const officer = w.citizen('telegram', 'p1')
  await officer.says('các địa chỉ nhân đạo')
  await officer.presses('DCND')
  await officer.presses('Tạm dừng')
  const said = w.sandbox.telegram.say('p1', 'Gia đình xin dừng đến sau Tết')
  await w.settle()
  w.sandbox.telegram.edit('p1', said, 'Gia đình xin dừng đến hết tháng Giêng')
  await w.settle()
  expect(officer.reads()).toContain('“Gia đình xin dừng đến hết tháng Giêng”')
  expect(await officer.presses('Ghi lý do')).toContain('tạm dừng')
  w.sandbox.telegram.edit('p1', said, 'Gia đình chuyển nhà')
  await w.settle()
  expect(officer.reads()).toContain('sửa một tin nhắn đã cũ')
  expect(await officer.presses('Mở địa chỉ')).toContain('Lý do: Gia đình xin dừng đến hết tháng Giêng')
})
