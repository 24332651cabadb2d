import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildPlaces, explainMatch, findUnit, searchPlaces, showUnit } from '../../../src/flows/vi/places.js'
import { fold } from '../../../src/flows/vi/text.js'
import { readUnits } from '../../../src/store/reference.js'
import { LONG_STORY } from '../play.js'

const UNITS = readUnits()
const PLACES = buildPlaces(UNITS)

function find(text: string, limit?: number) {
  const { matches, certain } = searchPlaces(PLACES, text, limit)
  return {
    names: matches.map((match) => showUnit(match.unit)),
    hows: matches.map((match) => match.how),
    certain,
    matches,
  }
}

describe('one place and no other', () => {
  test.each([
    ['phường Lê Chân', 'Phường Lê Chân'],
    ['P. Lê Chân', 'Phường Lê Chân'],
    ['P.Lê Chân', 'Phường Lê Chân'],
    ['p le chan', 'Phường Lê Chân'],
    ['PHƯỜNG LÊ CHÂN, TP HẢI PHÒNG', 'Phường Lê Chân'],
    ['em ở phường Lê Chân ạ', 'Phường Lê Chân'],
    ['phường Lê Chân, quận Lê Chân, Hải Phòng', 'Phường Lê Chân'],
    ['X. An Lão', 'Xã An Lão'],
    ['xã An Lão', 'Xã An Lão'],
    ['Lưu Kiếm', 'Phường Lưu Kiếm'],
    ['luu kiem', 'Phường Lưu Kiếm'],
    ['Đường An', 'Xã Đường An'],
    ['đặc khu Cát Hải', 'Đặc khu Cát Hải'],
    ['Bạch Long Vĩ'.normalize('NFD'), 'Đặc khu Bạch Long Vĩ'],
    ['phường Thuỷ Nguyên', 'Phường Thủy Nguyên'],
    ['KCN Nam Cầu Kiền', 'KCN Nam Cầu Kiền'],
    ['KCN An Dương', 'KCN An Dương'],
  ])('%j is certain', (text, name) => expect(find(text)).toMatchObject({ names: [name], certain: true }))
})

describe('one place, to be confirmed', () => {
  test.each([
    ['phường Quán Toan', 'Phường Hồng An', 'nay gồm phường Quán Toan cũ'],
    ['thị trấn An Lão', 'Xã An Lão', 'nay gồm thị trấn An Lão cũ'],
    ['TT Cát Bà', 'Đặc khu Cát Hải', 'nay gồm thị trấn Cát Bà cũ'],
    ['thôn 3 xã An Thọ huyện An Lão', 'Xã An Hưng', 'nay gồm xã An Thọ cũ'],
    ['Sao Đỏ, Chí Linh, Hải Dương', 'Phường Chu Văn An', 'nay gồm phường Sao Đỏ cũ'],
    ['xã Hồng Phong huyện Ninh Giang', 'Xã Khúc Thừa Dụ', 'nay gồm xã Hồng Phong cũ, huyện Ninh Giang'],
    ['An Dương, Lê Chân', 'Phường An Biên', 'nay gồm phường An Dương cũ, quận Lê Chân'],
    ['LG Tràng Duệ', 'KCN Tràng Duệ', 'còn gọi là LG'],
    ['VSIP', 'KCN VSIP Hải Phòng', 'còn gọi là VSIP'],
    ['Nô mu ra', 'KCN Nomura - Hải Phòng', 'còn gọi là Nô mu ra'],
    ['nieemj nghiax', 'Phường An Biên', 'nay gồm phường Niệm Nghĩa cũ'],
    ['quán toann hải phòng', 'Phường Hồng An', 'nay gồm phường Quán Toan cũ'],
    ['phu lienn', 'Phường Phù Liễn', 'thuộc quận Kiến An trước đây'],
    ['Bỉnh Khiêm', 'Xã Nguyễn Bỉnh Khiêm', 'thuộc huyện Vĩnh Bảo trước đây'],
    ['xã Lưu Kiếm', 'Phường Lưu Kiếm', 'nay gồm xã Lưu Kiếm cũ'],
    ['em làm chỗ Lưu Kiếm ấy với mấy chị', 'Phường Lưu Kiếm', 'thuộc thành phố Thủy Nguyên trước đây'],
  ])('%j may be %s', (text, name, via) => {
    const { matches, names, certain } = find(text)
    expect(names).toEqual([name])
    expect(certain).toBe(false)
    expect(explainMatch(matches[0]!)).toBe(`${name} (${via})`)
  })

  test('a park by its bare name, for others call the area so too', () => {
    expect(find('Đình Vũ')).toMatchObject({ names: ['KCN Đình Vũ (DEEP C Hải Phòng I)'], certain: false })
    expect(find('KCN Đình Vũ').certain).toBe(true)
    expect(find('DEEP C').names).toHaveLength(3)
  })
})

describe('a ward that was divided', () => {
  test.each([
    ['Vĩnh Niệm', ['Phường An Biên', 'Phường Lê Chân']],
    ['vinhx nieemj', ['Phường An Biên', 'Phường Lê Chân']],
    ['vi4nh nie6m5', ['Phường An Biên', 'Phường Lê Chân']],
    ['vinh nim', ['Phường An Biên', 'Phường Lê Chân']],
    ['phường Lạch Tray', ['Phường Gia Viên', 'Phường Lê Chân']],
    ['Phường Lê Lợi, quận An Dương', ['Phường An Dương', 'Phường An Phong', 'Phường An Hải']],
    ['Thị trấn Lai Cách', ['Phường Việt Hòa', 'Phường Tứ Minh']],
    ['phường An Biên cũ', ['Phường An Biên', 'Phường Lê Chân']],
  ])('%j offers every side, the likelier first', (text, names) => {
    expect(find(text)).toMatchObject({ names, certain: false })
  })

  test('a corner of it where nobody lived is not offered', () => {
    expect(find('xã Hồng Lạc huyện Thanh Hà').names).toEqual(['Xã Hà Bắc'])
  })

  test('names that ended before 2025 are known', () => {
    expect(find('Cát Dài').names).toEqual(['Phường Lê Chân', 'Phường An Biên'])
    expect(find('phường Phạm Hồng Thái').matches.map(explainMatch)).toEqual([
      'Phường Hồng Bàng (nay gồm phường Phạm Hồng Thái cũ)',
    ])
  })

  test('a name that begins like a kind of place', () => {
    expect(find('xã Phượng Hoàng').names[0]).toBe('Xã Hà Tây')
    expect(find('phường Hoàng Tiến').names).toEqual(['Phường Trần Nhân Tông'])
    expect(find('phường Hưng Đạo').names[0]).toBe('Phường Hưng Đạo')
  })
})

describe('old and new places of one name', () => {
  test.each([
    ['phường An Biên', 'Phường An Biên', 'Phường Lê Chân (nay gồm một phần phường An Biên cũ)'],
    ['phường An Dương', 'Phường An Dương', 'Phường An Biên (nay gồm phường An Dương cũ, quận Lê Chân)'],
    ['Gia Viên', 'Phường Gia Viên', 'Phường Ngô Quyền (nay gồm một phần phường Gia Viên cũ)'],
    ['An Hải', 'Phường An Hải', 'Phường An Dương (nay gồm một phần phường An Hải cũ)'],
    ['An Hưng', 'Xã An Hưng', 'Phường Hồng An (nay gồm một phần phường An Hưng cũ, quận Hồng Bàng)'],
    ['Tân Minh', 'Xã Tân Minh', 'Xã Tiên Minh (nay gồm một phần xã Tân Minh cũ)'],
  ])("%j offers today's first, then the old one", (text, today, old) => {
    const { names, matches, certain } = find(text)
    expect(certain).toBe(false)
    expect(names[0]).toBe(today)
    expect(matches.map(explainMatch)).toContain(old)
  })

  test('"cũ" turns the order round', () => {
    expect(find('phường An Dương cũ').names).toEqual(['Phường An Biên', 'Phường An Dương'])
  })

  test('every clash of the city is offered both ways and never certain', () => {
    const bare = (name: string) => fold(name.replace(/^(?:Phường|Xã|Thị trấn|Đặc khu) /, ''))
    const clashes = UNITS.filter((unit) => unit.kind !== 'city' && unit.kind !== 'industrial_park').flatMap((unit) =>
      UNITS.filter(
        (other) =>
          other !== unit &&
          other.aliases.some((alias) => alias.kind === 'former_ward' && bare(alias.text) === bare(unit.name)),
      ).map((other) => [unit, other] as const),
    )
    expect(clashes.length).toBeGreaterThanOrEqual(22)
    for (const [unit, other] of clashes) {
      const { names, certain } = find(unit.name)
      expect(certain, unit.name).toBe(false)
      expect(names, unit.name).toContain(unit.name)
      expect(names, unit.name).toContain(other.name)
    }
  })

  test('Cẩm Giang and Cẩm Giàng are always asked, the one typed first', () => {
    expect(find('xã Cẩm Giàng')).toMatchObject({ names: ['Xã Cẩm Giàng', 'Xã Cẩm Giang'], certain: false })
    expect(find('xã Cẩm Giang').names).toEqual(['Xã Cẩm Giang', 'Xã Cẩm Giàng'])
    expect(find('thị trấn Cẩm Giang').names[0]).toBe('Xã Cẩm Giang')
  })

  test('wards that shared a name are told apart by district', () => {
    expect(find('Hồng Phong').matches.map(explainMatch)).toEqual([
      'Xã Nam Sách (nay gồm xã Hồng Phong cũ, huyện Nam Sách)',
      'Xã Khúc Thừa Dụ (nay gồm xã Hồng Phong cũ, huyện Ninh Giang)',
      'Xã Nam Thanh Miện (nay gồm xã Hồng Phong cũ, huyện Thanh Miện)',
      'Phường An Phong (nay gồm phường Hồng Phong cũ, quận An Dương)',
    ])
  })
})

describe('former districts', () => {
  test.each([
    ['quận Lê Chân', 2],
    ['huyện An Lão', 5],
    ['huyện Thủy Nguyên', 8],
    ['TP Thủy Nguyên', 8],
    ['huyện An Dương', 4],
    ['quan duong kinh', 2],
    ['thị xã Kinh Môn', 7],
    ['huyện Vĩnh Bảo', 7],
  ])('%j gives its %i units', (text, count) => {
    const { matches, certain } = find(text)
    expect(matches).toHaveLength(count)
    expect(certain).toBe(false)
    expect(new Set(matches.map((match) => match.how))).toEqual(new Set(['former_district']))
  })

  test('without the word quận the ward comes first and the district stays possible', () => {
    expect(find('Lê Chân').names).toEqual(['Phường Lê Chân', 'Phường An Biên'])
    expect(find('em ở chỗ Lê Chân ấy').names).toEqual(['Phường Lê Chân', 'Phường An Biên'])
    expect(find('lechan').names).toEqual(['Phường Lê Chân', 'Phường An Biên'])
    expect(find('Thủy Nguyên').names).toHaveLength(8)
    expect(find('thuy nguyenn').names[0]).toBe('Phường Thủy Nguyên')
  })

  test('a street is not a place where something else is said', () => {
    expect(find('số 5 đường Lê Lợi, phường Gia Viên, quận Ngô Quyền').names).toEqual([
      'Phường Gia Viên',
      'Phường Ngô Quyền',
    ])
    expect(find('đường Lạch Tray').names).toEqual(['Phường Gia Viên', 'Phường Lê Chân'])
  })
})

describe('the city and what is not there', () => {
  test.each(['Hải Phòng', 'tp hai phong', 'em ở Hải Phòng ạ', 'HP'])('%j is the city, not certain', (text) => {
    expect(find(text)).toMatchObject({ names: ['Thành phố Hải Phòng'], certain: false })
  })

  test.each([
    '',
    '   ',
    'không biết',
    'khong ro',
    'Hà Nội',
    'Quảng Ninh',
    'phường',
    'kcn',
    'abc',
    '😀',
    'bác ấy rất tốt',
    'không phải',
    'khong phai',
    'không phải đâu ạ',
    'Trần Văn Dũng',
    'nguyen thi lan',
    'Nguyễn Thị Hoa',
    'Phạm Văn Minh',
    'Phạm Thị An',
    'Hoàng Văn Hải',
    'Đỗ Thị Hưng',
    'Bùi Văn An',
    'bệnh viện Việt Tiệp',
    LONG_STORY,
    'Bác công an trường học gần nhà em hôm nào cũng đứng dắt các cháu qua đường, mưa nắng không nghỉ',
  ])('%j is nowhere', (text) => {
    expect(find(text)).toMatchObject({ names: [], certain: false })
  })

  test('at most `limit`, but a district is not cut', () => {
    expect(find('Hồng Phong', 2).names).toHaveLength(2)
    expect(find('huyện Thủy Nguyên', 2).names).toHaveLength(8)
  })
})

describe('every name of the reference data', () => {
  const units = fc.constantFrom(...UNITS.filter((unit) => unit.kind !== 'city' && unit.kind !== 'industrial_park'))

  test("today's full name finds its unit first, also without marks", () => {
    for (const unit of UNITS.filter((row) => row.kind !== 'city')) {
      expect(find(unit.name).names[0], unit.name).toBe(unit.name)
      expect(find(fold(unit.name)).names, unit.name).toContain(unit.name)
    }
  })

  test('every old ward and every alias finds its unit', () => {
    for (const unit of UNITS) {
      for (const alias of unit.aliases) {
        expect(find(alias.text, 20).names, alias.text).toContain(unit.name)
        if (alias.note) expect(find(`${alias.text}, ${alias.note}`, 20).names, alias.text).toContain(unit.name)
      }
    }
  })

  test('one wrong letter still finds a name of eight letters', () => {
    fc.assert(
      fc.property(units, fc.nat(), fc.constantFrom('b', 'k', 'z'), (unit, at, letter) => {
        const bare = fold(unit.name.replace(/^(?:Phường|Xã|Đặc khu) /, ''))
        fc.pre(bare.replaceAll(' ', '').length >= 8)
        const place = 1 + (at % (bare.length - 2))
        fc.pre(bare[place] !== ' ')
        const typo = bare.slice(0, place) + letter + bare.slice(place + 1)
        const { names, certain } = find(typo, 40)
        // A slip may spell another name in full; then that one is offered.
        expect(names.length, typo).toBeGreaterThan(0)
        expect(names.includes(unit.name) || !certain, typo).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ['le chan', 'Phường Lê Chân'],
    ['thuy nguyen', 'Phường Thủy Nguyên'],
    ['hongban', 'Phường Hồng Bàng'],
    ['Le Chân', 'Phường Lê Chân'],
    ['An Biênn', 'Phường An Biên'],
    ['em ở hongban ạ', 'Phường Hồng Bàng'],
    ['em ở phường hongban đấy', 'Phường Hồng Bàng'],
    ['nguyen trri', 'Phường Nguyễn Trãi'],
    ['Nguyen Bing Khiem', 'Xã Nguyễn Bỉnh Khiêm'],
    ['p nguyen tray', 'Phường Nguyễn Trãi'],
  ])('%j finds %s in spite of the slip', (text, name) => expect(find(text).names).toContain(name))

  test.each(['', 'x ', 'em ở xã '])('one slip in the name of every unit, after %j', (before) => {
    // A fixed row of chances: letters dropped, added, changed and swapped.
    let seed = 1
    const chance = (below: number) => {
      seed = (seed * 48271) % 2147483647
      return seed % below
    }
    const missed = UNITS.filter((unit) => unit.kind !== 'city' && unit.kind !== 'industrial_park').filter((unit) => {
      const bare = fold(unit.name.replace(/^(?:Phường|Xã|Đặc khu) /, ''))
      const at = chance(bare.length - 1)
      const letter = String.fromCharCode(97 + chance(26))
      const [head, tail] = [bare.slice(0, at), bare.slice(at + 1)]
      const slips = [
        head + tail,
        head + letter + bare.slice(at),
        head + letter + tail,
        head + tail.charAt(0) + bare.charAt(at) + tail.slice(1),
      ]
      return !find(before + slips[chance(4)], 40).names.includes(unit.name)
    })
    expect(missed.length).toBeLessThan(4)
  })

  test('114 units, 45 wards, 67 communes, 2 special zones, with unique codes', () => {
    const count = (kind: string) => UNITS.filter((unit) => unit.kind === kind).length
    expect([count('city'), count('ward'), count('commune'), count('special_zone'), count('industrial_park')]).toEqual([
      1, 45, 67, 2, 31,
    ])
    expect(new Set(UNITS.map((unit) => unit.code)).size).toBe(UNITS.length)
    expect(UNITS.flatMap((unit) => unit.aliases.filter((alias) => alias.kind === 'former_ward'))).toHaveLength(668)
    expect(UNITS.every((unit) => unit.kind === 'city' || findUnit(PLACES, unit.parentCode!)?.kind === 'city')).toBe(
      true,
    )
    expect(findUnit(PLACES, '11383')?.name).toBe('Phường Lê Chân')
    expect(findUnit(PLACES, 'x')).toBeUndefined()
  })

  test('the files are as plain as the reader needs them: NFC, no quotes, the same columns in every line', () => {
    const folder = new URL('../../../data/', import.meta.url)
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.csv'))) {
      const text = readFileSync(new URL(file, folder), 'utf8')
      expect(text.normalize('NFC')).toBe(text)
      expect(text).not.toMatch(/["\r]/)
      const widths = new Set(
        text
          .trimEnd()
          .split('\n')
          .map((line) => line.split(',').length),
      )
      expect(widths.size, file).toBe(1)
    }
  })
})
