// A citizen asks to have something corrected; an officer does it from chat, on the other platform.
import { afterAll, expect, it } from 'vitest'
import { readAudit } from '../../src/store/audit.js'
import { withPhone } from '../../src/store/nominate.js'
import { startWorld, type World } from '../support/world.js'
import { appointed } from './officers.js'
import { tellIndividual } from './stories.js'

const LE_CHAN = '11383'
const CITY = '31'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())

async function asksToCorrect(platform: 'zalo' | 'telegram', person: string) {
  const citizen = w.citizen(platform, person)
  const code = await tellIndividual(w, citizen, platform)
  await citizen.says('quyền của tôi')
  await citizen.presses('Sửa')
  await citizen.says('Sửa giúp tôi mấy chỗ')
  return { citizen, code }
}

it('an officer picks an answer, types it anew, reads old and new, and says yes; the citizen hears what it is now', async () => {
  const { citizen, code } = await asksToCorrect('zalo', 'p1')
  const officer = await appointed(w, 'telegram', 'p3', 'officer', LE_CHAN)
  await officer.says('việc của cán bộ')
  await officer.presses('Yêu cầu về dữ liệu')
  await officer.presses('Số')
  expect(await officer.presses('Sửa dữ liệu')).toContain('Anh/chị sửa mục nào')
  expect(await officer.presses('Người được giới thiệu')).toContain('Nguyễn Thị Hoa')
  // A name that is asked about is asked about on, whatever comes instead; "không" asks for it anew.
  await officer.says('abc')
  expect(await officer.says('123')).toContain('Nếu đúng là "Abc"')
  expect(await officer.says('không')).toMatch(/gõ lại cả họ và tên[\s\S]*"Người được giới thiệu" mới là gì/)
  const readBack = await officer.says('Nguyễn Thị Hòa')
  expect(readBack).toMatch(/Cũ: Nguyễn Thị Hoa\nMới: Nguyễn Thị Hòa/)
  expect(citizen.reads()).not.toContain('Hòa')
  expect(await officer.presses('Sửa')).toContain('Trợ lý đã báo cho họ')
  expect(citizen.reads()).toContain('Nay là:\nNguyễn Thị Hòa')

  const { rows } = await w.pool.query('SELECT nominee_name, nominee_folded FROM nomination WHERE code = $1', [code])
  expect(rows[0]).toEqual({ nominee_name: 'Nguyễn Thị Hòa', nominee_folded: 'nguyen thi hoa' })
  expect(await readAudit(w.pool, { code })).toContainEqual(
    expect.objectContaining({ action: 'correct', actor: officer.personId, details: { key: 'name', request: '1' } }),
  )

  await officer.presses('Sửa mục khác')
  await officer.presses('Người được giới thiệu')
  expect(await officer.says('giữ nguyên nhé')).toContain('Anh/chị sửa mục nào')

  // What cannot be used is asked again, and nothing is written.
  await officer.presses('Điện thoại của người gửi')
  expect(await officer.says('không nhớ')).toContain('mới là gì')
  expect(await officer.says('0987 654 321')).toMatch(/Mới: 0987\s654\s321/)
  await officer.presses('Sửa')
  const told = await w.pool.query('SELECT draft_id AS "draftId", phone, answers FROM nominator')
  expect(told.rows.map((row) => withPhone(w.pool, row))).toMatchObject([
    { phone: '+84987654321', answers: { byPhone: '+84987654321' } },
  ])

  await officer.presses('Đã giải quyết xong')
  expect(await officer.presses('Đóng yêu cầu')).toContain('đã đóng')
  expect(citizen.reads()).toContain('sửa dữ liệu của anh/chị đã được cán bộ Hội giải quyết xong')
})

it('a story is typed in several messages, a place is found; of two officers the second is told that it has changed', async () => {
  const { code } = await asksToCorrect('telegram', 'p2')
  const officers = [
    await appointed(w, 'telegram', 'p4', 'officer', CITY),
    await appointed(w, 'zalo', 'p5', 'officer', LE_CHAN),
  ]
  for (const officer of officers) {
    await officer.says('việc của cán bộ')
    await officer.presses('Yêu cầu về dữ liệu')
    await officer.presses('Số')
    await officer.presses('Sửa dữ liệu')
    await officer.presses('Nơi ở, nơi làm việc')
  }
  const [one, other] = officers as [(typeof officers)[0], (typeof officers)[0]]
  expect(await one.says('phường hải dương')).toMatch(/Phường Hải Dương/)
  expect(await other.says('Phường Hải An')).toMatch(/Phường Hải An/)
  for (const officer of officers) if (officer.reads().includes('không ạ?')) await officer.presses('Đúng rồi')
  await one.presses('Sửa')
  expect(await other.presses('Sửa')).toContain('vừa được sửa bởi một cán bộ khác')
  const { rows } = await w.pool.query('SELECT unit_text FROM nomination WHERE code = $1', [code])
  expect(rows[0].unit_text).toContain('Hải Dương')

  await one.presses('Sửa mục khác')
  await one.presses('Câu chuyện')
  await one.says('Sáng nào cô cũng dậy từ ba giờ nấu cháo cho bệnh nhân nghèo.')
  await one.says(
    'Mưa bão cũng không nghỉ, ai cũng có một bát cháo nóng trước giờ khám. Năm nay đã là năm thứ tám của cô.',
  )
  const readBack = await one.presses('Xong')
  expect(readBack).toMatch(/Mới: Sáng nào cô[\s\S]*thứ tám/)
  await one.presses('Thôi')
  const story = await w.pool.query(`SELECT answers->>'story' AS story FROM nominator ORDER BY id DESC LIMIT 1`)
  expect(story.rows[0].story).not.toContain('thứ tám')
})
