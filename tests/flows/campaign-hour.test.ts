import { expect, it } from 'vitest'
import { readHour } from '../../src/flows/campaign/slot.js'

it.each([
  ['9h', '9'],
  ['14 giờ', '14'],
  ['08:00', '8'],
  ['9h00', '9'],
  ['lúc 9 giờ sáng', '9'],
  ['2 giờ chiều', '14'],
  ['7h tối', '19'],
  ['chín giờ', '9'],
  ['mười giờ sáng nhé', '10'],
  ['15', '15'],
  ['9h30', undefined],
  ['trưa', undefined],
  ['lúc nào cũng được', undefined],
])('"%s" is the hour %s', (said, hour) => expect(readHour(said)).toBe(hour))
