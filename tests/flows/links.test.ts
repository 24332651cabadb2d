import { expect, it } from 'vitest'
import { linksIn } from '../../src/flows/interview/evidence.js'

it.each([
  ['(https://bao.vn/a)', ['https://bao.vn/a']],
  ['xem bài (bao.vn/a).', ['https://bao.vn/a']],
  ['[https://bao.vn/a]', ['https://bao.vn/a']],
  ['https://vi.wikipedia.org/wiki/Kiến_An_(quận)', ['https://vi.wikipedia.org/wiki/Kiến_An_(quận)']],
  ['https://bao.vn/a, https://bao.vn/b!', ['https://bao.vn/a', 'https://bao.vn/b']],
  ['TP.HCM, P.Lê Chân, 3.500.000 đồng', []],
])('the addresses in "%s"', (text, links) => expect(linksIn(text)).toEqual(links))
