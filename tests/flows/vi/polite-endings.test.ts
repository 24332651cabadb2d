import { expect, it } from 'vitest'
import { flows } from '../../../src/flows/index.js'
import { agreesToConsent } from '../../../src/flows/vi/keywords.js'

it.each([
  ['gioi thieu nguoi tot a', 'nominate'],
  ['gioi thieu nguoi tot nhe', 'nominate'],
  ['gap can bo voi a', 'human'],
  ['quay lại nhé ạ', 'back'],
])('"%s" is the command without its politeness', (said, command) => {
  expect(flows.vocabulary.read(said, 'free')).toBe(command)
})

it.each(['tôi đồng ý nhé', 'đồng ý nhé ạ', 'toi dong y nhe', 'dong y a', 'em đồng ý nha'])('"%s" consents', (said) => {
  expect(agreesToConsent(said)).toBe(true)
})

it.each(['nhé', 'đồng ý gì nhé', 'không đồng ý nhé', 'khong dong y a'])('"%s" does not', (said) => {
  expect(agreesToConsent(said)).toBe(false)
})
