import { expect, it } from 'vitest'
import { readKeys } from '../../../src/flows/vi/keyed.js'

it.each([
  ['nguyeenx thij hoa', 'nguyễn thị hoa'],
  ['nguye6n4 thi5 hoa', 'nguyễn thị hoa'],
  ['Traanf Vawn Dduwcs', 'trần văn đức'],
  ['tra62n va8n d9u7c1', 'trần văn đức'],
  ['phamj thij thuyr', 'phạm thị thủy'],
  ['leef hoaf', 'lề hòa'],
  ['vux quoocs khanhs', 'vũ quốc khánh'],
  ['huynhf thij truowngf', 'huỳnh thị trường'],
  ['buif thij giangs huowng', 'bùi thị giáng hương'],
  ['dduwowngf thij nguyeetj', 'đường thị nguyệt'],
  ['chij hoaif', 'chị hoài'],
  ['quyf', 'quỳ'],
  ['uyeen', 'uyên'],
])('"%s" means "%s"', (typed, meant) => expect(readKeys(typed)).toBe(meant))

it.each([
  'nguyen thi hoa',
  'mai',
  'marx',
  "H'Hen Niê",
  'Nguyễn Thị Hoa',
  'lisa nguyen',
  '12345',
  'hello',
  'windows xp',
  '',
])('"%s" is as it is', (typed) => expect(readKeys(typed)).toBeUndefined())
