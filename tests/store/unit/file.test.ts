import { describe, expect, it, test } from 'vitest'
import { readUnitFile } from '../../../src/store/unit/file.js'
import { UnitRefusal } from '../../../src/store/unit/rules.js'

const HEAD = 'code,name,kind,parent,aliases'
const read = (text: string) => readUnitFile(new TextEncoder().encode(text))
const refusal = (bytes: Uint8Array) => {
  try {
    return readUnitFile(bytes)
  } catch (error) {
    return error instanceof UnitRefusal ? error.message : error
  }
}

describe('a list as an office saves it', () => {
  const line = { line: 2, code: 'DN-1', name: 'Công ty "Sao", chi nhánh 2', kind: 'enterprise', parent: '31' }

  test.each([
    ['commas and quotes', `${HEAD}\nDN-1,"Công ty ""Sao"", chi nhánh 2",enterprise,31,sao|SAO 2\n`],
    [
      'semicolons, BOM, CRLF',
      `\uFEFF${HEAD.replaceAll(',', ';')}\r\nDN-1;"Công ty ""Sao"", chi nhánh 2";enterprise;31;sao|SAO 2\r\n`,
    ],
    ['tabs', `${HEAD.replaceAll(',', '\t')}\nDN-1\t"Công ty ""Sao"", chi nhánh 2"\tenterprise\t31\tsao|SAO 2`],
    [
      'Vietnamese titles in another order',
      `Tên,Mã,Loại,Cấp trên,Tên khác\n"Công ty ""Sao"", chi nhánh 2",DN-1,enterprise,31,sao|SAO 2`,
    ],
    [
      'spaces and empty cells at the end',
      `${HEAD},,\n DN-1 , "Công ty ""Sao"", chi nhánh 2" ,enterprise,31,sao|SAO 2|,,\n,,,,,,\n\n`,
    ],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([{ ...line, aliases: ['sao', 'SAO 2'] }])
  })

  it("Excel's Unicode text", () => {
    const bytes = Buffer.from(`\uFEFF${HEAD.replaceAll(',', '\t')}\r\nA\tTrường Một\tschool\t31\t\r\n`, 'utf16le')
    expect(readUnitFile(bytes)).toEqual([
      { line: 2, code: 'A', name: 'Trường Một', kind: 'school', parent: '31', aliases: [] },
    ])
  })

  it('without aliases, with numbers of lines that count empty ones', () => {
    expect(
      read('code,name,kind,parent\n\nA,Một,school,31\nB,Hai,school').map(({ line, parent }) => [line, parent]),
    ).toEqual([
      [3, '31'],
      [4, ''],
    ])
  })

  it('a line with more cells than columns says so', () => {
    const [line] = read(`${HEAD}\nA,Công ty X, chi nhánh 2,enterprise,31,x\n`)
    expect(line!.unreadable).toBe('dòng có 6 ô, nhiều hơn 5 cột của dòng đầu')
  })
})

describe('no such list', () => {
  test.each([
    ['empty', Buffer.from(''), 'Tệp trống.'],
    ['Windows-1258', Buffer.from('code,name,kind,parent\nA,Tr\xfd\xf2ng,school,31', 'latin1'), 'CSV UTF-8'],
    ['a workbook', Buffer.from('PK\x03\x04'), 'Đây là tệp Excel'],
    ['a column missing', Buffer.from('code,name,parent\n'), 'Thiếu cột kind.'],
    ['a strange column', Buffer.from('code,name,kind,parent,alias\n'), 'Không rõ cột "alias".'],
    ['a column twice', Buffer.from('code,mã,name,kind,parent\n'), 'Có hai cột trùng tên.'],
    ['an open quote', Buffer.from(`${HEAD}\nA,"Một,school,31,\n`), 'Dòng 2: dấu nháy kép'],
  ])('%s', (_, bytes, words) => expect(refusal(bytes)).toContain(words))
})
