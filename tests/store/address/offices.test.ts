// Lists as offices really make them: each is taken as it is meant, or refused by cell; never half, never silently otherwise.
import { writeXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import type { UnitRow } from '../../../src/flows/vi/places.js'
import { readRow, unitsByName } from '../../../src/store/address/row.js'
import { COLUMNS, type Column, readAddressFile } from '../../../src/store/address/table.js'

const UNITS: UnitRow[] = [
  {
    code: 'W1',
    name: 'Phường Lê Chân',
    kind: 'ward',
    aliases: [{ text: 'Phường Cát Dài', kind: 'former_ward', note: 'Quận Lê Chân' }],
  },
  { code: 'C1', name: 'Xã Cẩm Giang', kind: 'commune', aliases: [] },
  { code: 'C2', name: 'Xã Cẩm Giàng', kind: 'commune', aliases: [] },
]
const HEAD: string[] = Object.values(COLUMNS)
const FAMILY: Record<Column, string | number> = {
  key: 'K1',
  unit: 'Phường Lê Chân',
  group: 'hộ nghèo, cận nghèo',
  name: 'Nguyễn Thị Hoa',
  birthYear: 1950,
  guardian: '',
  phone: '0912345678',
  place: 'số 5',
  details: 'ốm đau lâu năm',
  summary: 'Một cụ già ốm đau lâu năm',
  form: 'Vật chất',
  what: 'gạo',
  quantity: 10,
  measure: 'suất',
  rhythm: 'một lần',
  neededBy: '31/12/2026',
  urgency: 'cần sớm',
}
type Cell = string | number | null
const family = (said: Partial<Record<Column, string | number>> = {}): Cell[] =>
  Object.values({ ...FAMILY, ...said }).map((cell) => (cell === '' ? null : cell))
const csv = (rows: Cell[][], sign = ';') =>
  rows.map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(sign)).join('\r\n')
const utf8 = (rows: Cell[][]) => new TextEncoder().encode(csv(rows))
const xlsx = async (...sheets: object[]) => (await writeXlsx({ sheets: sheets as never })) as Uint8Array

async function read(bytes: Uint8Array) {
  const rows = readAddressFile(bytes)
  const units = unitsByName(UNITS)
  const taken = []
  const refused: string[] = []
  for await (const row of rows) {
    const before = refused.length
    const address = readRow(row, units, (column, reason) => refused.push(`${row.row} ${column}: ${reason}`), 2026)
    if (refused.length === before) taken.push({ row: row.row, ...address, need: address.needs[0]! })
  }
  return { taken, refused, unread: rows.unread, aside: rows.aside }
}

/** What one cell becomes, or why it cannot be taken. */
async function cell(column: Column, typed: string | number, as: 'csv' | 'xlsx' = 'csv') {
  const rows = [HEAD, family({ [column]: typed })]
  const { taken, refused } = await read(as === 'csv' ? utf8(rows) : await xlsx({ name: 'DS', rows }))
  return taken[0] ?? refused.join('; ')
}

describe('around the families', () => {
  it('stand titles, numbers of columns, headings of parts, totals and who signed: none of them is a family, and it is said', async () => {
    const filled = (words: string) => HEAD.map(() => words)
    const rows = [
      ['UBND PHƯỜNG LÊ CHÂN'],
      ['DANH SÁCH'],
      ['STT', ...HEAD],
      ['A', ...HEAD.map((_, n) => `(${n + 1})`)],
      ['I', ...filled('I. Khu dân cư số 1')],
      [1, ...family()],
      ['II. Khu dân cư số 2'],
      [2, ...family({ key: 'K2' })],
      [3],
      ['STT', ...HEAD],
      [4, ...family({ key: 'K3' })],
      ['Tổng cộng', ...HEAD.map((title) => (title === COLUMNS.quantity ? 30 : null))],
      [null, 'Lê Chân, ngày 20 tháng 11 năm 2026'],
      [null, 'NGƯỜI LẬP BIỂU', ...Array(9).fill(null), 'CHỦ TỊCH HỘI'],
      [null, 'Nguyễn Văn Lập', ...Array(9).fill(null), 'Trần Thị Chủ'],
    ]
    const { taken, refused, aside } = await read(await xlsx({ name: 'DS', rows }))
    expect(refused).toEqual([])
    expect(taken.map(({ row }) => row)).toEqual([6, 8, 11])
    expect(aside).toEqual([5, 7, 12, 13, 14, 15])
  })

  it('stands nothing that could be a family of whom much is missing', async () => {
    const rows = [HEAD, ['K1'], ['K2', 'Phường Lê Chân'], [null, null, null, 'Nguyễn Thị Hoa'], family()]
    const { taken, refused, aside } = await read(utf8(rows))
    expect(aside).toEqual([])
    expect(taken.map(({ row }) => row)).toEqual([5])
    expect(new Set(refused.map((reason) => reason.split(' ')[0]))).toEqual(new Set(['2', '3', '4']))
  })

  it('stands a sheet that is still empty', async () => {
    const full = { name: 'DS', rows: [HEAD, family()] }
    expect((await read(await xlsx(full, { name: 'Mẫu', rows: [HEAD] }))).taken).toHaveLength(1)
    await expect(read(await xlsx(full, { name: 'Khác', rows: [HEAD, family()] }))).rejects.toThrow(/nhiều trang tính/)
    await expect(read(utf8([HEAD]))).rejects.toThrow(/chưa có dòng nào/)
  })
})

describe('headings', () => {
  it('are known by other names, with brackets; a column that means nothing here is named', async () => {
    const head = ['Mã hộ', 'Phường/Xã', 'Đối tượng', 'Họ và tên', 'Ngày sinh', 'Giám hộ', 'Số điện thoại']
    const more = ['Địa chỉ (số nhà, tổ)', 'Hoàn cảnh gia đình', 'Tóm tắt', 'Hình thức trợ giúp', 'Nhu cầu hỗ trợ']
    const rest = ['SL', 'ĐVT', 'Tần suất', 'Thời hạn', 'Mức độ khẩn', 'Ghi chú']
    const { taken, unread } = await read(
      utf8([
        [...head, ...more, ...rest],
        [...family(), 'nhà xa'],
      ]),
    )
    expect(taken).toMatchObject([
      { phone: '+84912345678', birthYear: 1950, urgency: 2, need: { neededBy: '2026-12-31' } },
    ])
    expect(unread).toEqual(['Ghi chú'])
  })

  it('misspelt or standing twice are asked about: what is below them is never dropped', async () => {
    const titles = (from: string, to: string) => HEAD.map((title) => (title === from ? to : title))
    await expect(read(utf8([titles('năm sinh', 'năm sih'), family()]))).rejects.toThrow(
      /"năm sih" có phải là "năm sinh"/,
    )
    await expect(
      read(
        utf8([
          [...HEAD, 'Số điện thoại'],
          [...family(), '0987654321'],
        ]),
      ),
    ).rejects.toThrow(/Hai cột cùng là "điện thoại"/)
  })
})

describe('a number', () => {
  it('of a spreadsheet is what it is there, to the thousandth', async () => {
    const found = []
    for (const number of [1.125, 0.1 + 0.2, 1234.567, 1500.5, 1_000_000])
      found.push(await cell('quantity', number, 'xlsx'))
    expect(found).toMatchObject(
      [1_125, 300, 1_234_567, 1_500_500, 1_000_000_000].map((quantity) => ({ need: { quantity } })),
    )
  })

  it('that is typed is read as Vietnamese write it, and never guessed', async () => {
    expect(await cell('quantity', '1.500,5')).toMatchObject({ need: { quantity: 1_500_500 } })
    expect(await cell('quantity', '2 suất')).toMatchObject({ need: { quantity: 2_000 } })
    expect(await cell('quantity', '1,500')).toContain('đọc được hai cách; xin ghi 1500, hoặc 1,5000')
    for (const typed of ['5-7', '5 đến 7', '1,500.5', '-3', '0', 'khoảng 10', '½'])
      expect(await cell('quantity', typed)).toContain('không phải số lượng')
    expect(await cell('quantity', '10 kg')).toContain('xin ghi cho khớp')
  })
})

describe('a day', () => {
  it('is one, or is refused', async () => {
    for (const typed of ['31/12/2026', '31-12-2026', '2026-12-31', '46387', "'31/12/2026", '31/12/2026 00:00'])
      expect(await cell('neededBy', typed)).toMatchObject({ need: { neededBy: '2026-12-31' } })
    for (const typed of ['12/2026', 'quý I/2027', '31/12/26', '12/31/2026', '2026-12-315', 'trước Tết'])
      expect(await cell('neededBy', typed)).toContain('không phải ngày')
    // A year typed into a column of dates; a serial of a workbook that counts from 1904.
    for (const typed of ['18/07/1905', '44925', '1/1/2020'])
      expect(await cell('neededBy', typed)).toContain('có đúng không')
  })

  it('of birth may be a year with words around it', async () => {
    for (const typed of ['1950 (AL)', 'khoảng 1950', '03/1950', '1950-03-12', "'1950"])
      expect(await cell('birthYear', typed)).toMatchObject({ birthYear: 1950 })
    for (const typed of ['50', '12/3/50', 'Canh Dần', '76 tuổi'])
      expect(await cell('birthYear', typed)).toContain('năm sinh')
  })
})

describe('a cell', () => {
  it('with two phone numbers keeps both', async () => {
    for (const typed of [
      '0912345678 / 0987654321',
      '912345678; 987654321',
      '0912345678\n0987654321',
      '0912345678-0987654321',
    ])
      expect(await cell('phone', typed)).toMatchObject({
        phone: '+84912345678',
        details: expect.stringMatching(/^ốm đau lâu năm\nSố điện thoại khác: 0987.654.321$/),
      })
    expect(await cell('phone', '01234567890')).toMatch(/số nay có lẽ là 0834.567.890/)
  })

  it('that says "none" is empty: nobody is called "Không"', async () => {
    for (const typed of ['Không', 'không có', '-'])
      expect(await cell('guardian', typed)).toMatchObject({ guardian: undefined, phone: '+84912345678' })
    expect(await cell('phone', 'không có')).toMatchObject({ phone: undefined })
    expect(await cell('place', '-')).toContain('ô còn trống')
  })

  it('in letters of before Unicode is refused with what it may mean', async () => {
    expect(await cell('name', 'NguyÔn ThÞ Hoa')).toContain('có lẽ là "Nguyễn Thị Hoa"')
    expect(await cell('name', 'Nguyeãn Thò Hoa')).toContain('có lẽ là "Nguyễn Thị Hoa"')
    const old = ['m· ngoµi', 'phưêng x·', 'nhãm', 'hä tªn', 'n¨m sinh'].map((title) => title.replace('ư', '\u00AD'))
    await expect(read(utf8([[...old, ...HEAD.slice(5)], family()]))).rejects.toThrow(/Thiếu cột|phông chữ cũ/)
    await expect(read(Buffer.from(csv([old, family()]), 'latin1'))).rejects.toThrow(/phông chữ cũ/)
  })

  it('names a ward by its marks, its short form or with its city; an old ward is told where it is now', async () => {
    for (const typed of ['Lê Chân', 'P Lê Chân', 'P. Lê Chân', 'PHUONG LE CHAN', 'Phường Lê Chân, TP Hải Phòng'])
      expect(await cell('unit', typed)).toMatchObject({ unit: 'W1' })
    expect(await cell('unit', 'Xã Cẩm Giang')).toMatchObject({ unit: 'C1' })
    expect(await cell('unit', 'xã cẩm giàng')).toMatchObject({ unit: 'C2' })
    expect(await cell('unit', 'Cam Giang')).toContain('có thể là: Xã Cẩm Giang, Xã Cẩm Giàng')
    expect(await cell('unit', 'Cát Dài')).toContain('nay thuộc: Phường Lê Chân')
    expect(await cell('group', 'Hộ nghèo')).toMatchObject({ group: 'poor' })
  })

  it('that everybody will read does not name the family', async () => {
    expect(await cell('summary', 'Bà nguyen thi hoa ốm đau lâu năm')).toContain('có họ tên của gia đình')
    expect(await cell('summary', 'Một cụ già, xin gọi 0912345678')).toContain('có số điện thoại của gia đình')
  })

  it('whose formula was never counted is not empty', async () => {
    const cells = new Map([['1,6', { value: null, formula: 'A2&"1"' }]])
    const { refused } = await read(await xlsx({ name: 'DS', rows: [HEAD, family()], cells }))
    expect(refused).toEqual([expect.stringContaining('công thức chưa được tính')])
  })
})

it('is read in every encoding that Excel saves', async () => {
  const text = `\uFEFF${csv([HEAD, family()], '\t')}`
  const little = Buffer.from(text, 'utf16le')
  for (const bytes of [little, Buffer.from(little).swap16(), Buffer.from(`sep=,\r\n${csv([HEAD, family()], ',')}`)])
    expect((await read(bytes)).taken).toMatchObject([{ name: 'Nguyễn Thị Hoa' }])
})
