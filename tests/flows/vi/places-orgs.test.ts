import { describe, expect, test } from 'vitest'
import { buildPlaces, explainMatch, searchPlaces, type UnitRow } from '../../../src/flows/vi/places.js'
import type { UnitKind } from '../../../src/flows/vi/unit-kinds.js'
import { readUnits } from '../../../src/store/reference.js'

const row = (
  code: string,
  name: string,
  kind: UnitKind,
  parentCode: string,
  ...aliases: UnitRow['aliases']
): UnitRow => ({
  code,
  name,
  kind,
  parentCode,
  aliases,
})
const places = buildPlaces([
  ...readUnits(),
  row('E1', 'Công ty TNHH LG Display Việt Nam Hải Phòng', 'enterprise', 'KCN-02'),
  row('E2', 'Công ty TNHH LG Innotek Việt Nam Hải Phòng', 'enterprise', 'KCN-02'),
  row('E3', 'Công ty Cổ phần Bình Minh', 'enterprise', '31', { text: 'Công ty Hừng Đông', kind: 'former_name' }),
  row('S1', 'Trường THPT Trần Phú', 'school', '11407'),
  row('S2', 'Trường THCS Lưu Kiếm', 'school', '11488'),
  row('H1', 'Bệnh viện Kiến An', 'hospital', '11443'),
  row('T1', 'Tổ dân phố số 5', 'residential_area', '11383'),
  row('T2', 'Tổ dân phố số 5', 'residential_area', '11407'),
])

function find(text: string) {
  const { matches, certain } = searchPlaces(places, text)
  return { shown: matches.map(explainMatch), codes: matches.map(({ unit }) => unit.code), certain }
}

describe('organisations', () => {
  test('are shown with what they lie in', () => {
    expect(find('lg display').shown).toEqual(['Công ty TNHH LG Display Việt Nam Hải Phòng (KCN Tràng Duệ)'])
    expect(find('thpt tran phu').shown[0]).toBe('Trường THPT Trần Phú (Phường An Biên)')
    expect(find('cty bình minh').shown[0]).toBe('Công ty Cổ phần Bình Minh')
  })

  test('are found by the name of before, which is told', () => {
    expect(find('cty hung dong').shown).toEqual(['Công ty Cổ phần Bình Minh (trước đây là Công ty Hừng Đông)'])
  })

  test('are asked where the words mean several', () => {
    expect(find('cty LG')).toMatchObject({ codes: expect.arrayContaining(['E1', 'E2']), certain: false })
    expect(find('tdp 5')).toMatchObject({ codes: ['T1', 'T2'], certain: false })
    expect(find('tdp 5 an bien').codes[0]).toBe('T2')
  })

  test('are certain by their whole name, in any order of its words', () => {
    expect(find('Công ty TNHH LG Display Việt Nam Hải Phòng').certain).toBe(true)
    expect(find('trường thpt Trần Phú')).toMatchObject({ codes: ['S1', '10633', '10532', '10537'], certain: true })
    expect(find('lg displai').certain).toBe(false)
  })

  test('leave places alone', () => {
    expect(find('Lưu Kiếm')).toMatchObject({ codes: ['11488'], certain: true })
    expect(find('phường Lê Chân')).toMatchObject({ codes: ['11383'], certain: true })
    expect(find('Kiến An').codes[0]).toBe('11443')
    expect(find('Trần Phú').codes[0]).toBe('10633')
    expect(find('xã An Trường, An Lão').codes).toEqual(['11635'])
  })

  test.each(['trường', 'công ty', 'cty tnhh', 'bệnh viện', 'trường Nguyễn Khuyến', 'bác ấy rất tốt', 'Trần Văn Dũng'])(
    '%j is none',
    (text) => expect(find(text).codes.filter((code) => /^[A-Z]\d$/.test(code))).toEqual([]),
  )
})
