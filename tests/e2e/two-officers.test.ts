// Two officers correct the same thing of the same family at once: the second hears of it, and overwrites nothing unawares.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Citizen, startWorld } from '../support/world.js'
import { enterAddress } from './help.js'
import { appointed } from './officers.js'

const w = (await startWorld('postgres'))!
afterAll(() => w.stop())

const CHANGED = 'vừa được một cán bộ khác sửa'
let first: Citizen
let second: Citizen
let code: string
beforeAll(async () => {
  first = await appointed(w, 'telegram', 'p1', 'officer', '31')
  second = await appointed(w, 'zalo', 'p2', 'officer', '31')
  code = await enterAddress(first)
})

/** How each of them answers, as far as the last word; and what the file says then. */
interface Case {
  path: string[]
  pressed?: true
  mine: string
  theirs: string
  shows: [mine: string, theirs: string]
}

const FAMILY = 'Sửa thông tin gia đình'
const CARD = 'Sửa thông tin công khai'
const CASES: Record<string, Case> = {
  place: { path: [FAMILY, 'Nơi ở'], mine: 'số 7, tổ 3', theirs: 'số 9, tổ 4', shows: ['số 7, tổ 3', 'số 9, tổ 4'] },
  details: {
    path: [FAMILY, 'Hoàn cảnh'],
    mine: 'Cụ mới ngã, đi lại phải có người dìu.',
    theirs: 'Cụ đã có cháu gái về ở cùng, vẫn thiếu gạo.',
    shows: ['Cụ mới ngã', 'cháu gái về ở cùng'],
  },
  'public words': {
    path: [CARD, 'Lời giới thiệu'],
    mine: 'Một cụ già mới ngã, sống một mình, cần gạo.',
    theirs: 'Một cụ già sức yếu, cần người trò chuyện mỗi tuần.',
    shows: ['cụ già mới ngã', 'trò chuyện mỗi tuần'],
  },
  group: {
    path: [CARD, 'Nhóm'],
    pressed: true,
    mine: 'Người khuyết tật',
    theirs: 'Người mắc bệnh',
    shows: ['khuyết tật', 'bệnh hiểm nghèo'],
  },
  quantity: { path: ['Sửa nhu cầu', 'Số lượng'], mine: '12', theirs: '15', shows: ['cần 12 suất', 'cần 15 suất'] },
  day: {
    path: ['Sửa nhu cầu', 'Cần trước ngày'],
    mine: '30/12',
    theirs: '31/12',
    shows: ['trước ngày 30/12', 'trước ngày 31/12'],
  },
}

async function goes(officer: Citizen, path: string[]) {
  for (const label of path) await officer.presses(label)
}

it.each(Object.entries(CASES))('%s', async (_what, { path, pressed, mine, theirs, shows }) => {
  const gives = (officer: Citizen, value: string) => (pressed ? officer.presses(value) : officer.says(value))
  await first.says(code)
  await second.says(code)
  await goes(first, path)
  await goes(second, path)
  expect(await gives(first, mine)).toContain(shows[0])

  const heard = await gives(second, theirs)
  expect(heard).toContain(CHANGED)
  expect(heard).toContain(shows[0])
  expect(await first.says(code)).toContain(shows[0])

  await goes(second, path)
  expect(await gives(second, theirs)).toContain(shows[1])
  expect(second.reads()).not.toContain(CHANGED)
})

it('what somebody changed themselves, and what somebody else changed beside it, stand in nobody’s way', async () => {
  await first.says(code)
  await second.says(code)
  await goes(first, [FAMILY, 'Nơi ở'])
  await goes(second, [FAMILY, 'Điện thoại'])
  await first.says('số 11, tổ 5')
  expect(await second.says('0912 345 677')).toMatch(/0912\s345\s677/)
  expect(second.reads()).not.toContain(CHANGED)
  const old = first.bubbles().findLast(({ text }) => text?.includes('số 9, tổ 4'))!
  const at = old.buttons!.findIndex(({ label }) => label === FAMILY)
  await w.sandbox.telegram.tap('p1', old.id, at)
  await w.settle()
  await first.presses('Nơi ở')
  expect(await first.says('số 12, tổ 5')).toContain('số 12, tổ 5')
})

it('the ward', async () => {
  await first.says(code)
  await second.says(code)
  for (const officer of [first, second]) await goes(officer, [CARD, 'Phường, xã'])
  await first.says('phường Hồng An')
  expect(await first.presses('Phường Hồng An')).toContain('Phường Hồng An')
  await second.says('phường Kiến An')
  const heard = await second.presses('Phường Kiến An')
  expect(heard).toContain(CHANGED)
  expect(heard).toContain('Phường Hồng An')
})

it('a need that the one ends and the other changes', async () => {
  await first.says(code)
  await second.says(code)
  await goes(first, ['Sửa nhu cầu'])
  await goes(second, ['Sửa nhu cầu'])
  await second.presses('Số lượng')
  expect(await second.says('20')).toContain('cần 20 suất')
  expect(await first.presses('Không còn cần nữa')).toContain(CHANGED)
  await goes(second, ['Sửa nhu cầu', 'Số lượng'])
  await goes(first, ['Sửa nhu cầu', 'Không còn cần nữa'])
  expect(await second.says('25')).toContain(CHANGED)
  expect(second.reads()).not.toContain('suất')
})
