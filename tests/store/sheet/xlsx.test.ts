// Spreadsheets as different programs write them, read row by row.
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { writeXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import { TooWide, UNCOUNTED } from '../../../src/store/sheet/rows.js'
import { openXlsx } from '../../../src/store/sheet/xlsx.js'
import { xmlReader } from '../../../src/store/sheet/xml.js'

/** A ZIP whose files are not packed. */
function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text)
    const facts = Buffer.alloc(26)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(bytes.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, Buffer.from(name), bytes])
    const more = Buffer.alloc(14)
    more.writeUInt32LE(at, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), facts, more, Buffer.from(name)]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

const RELATED = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rel = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${RELATED}/${kind}" Target="${target}"/>`

function book(sheet: string, { texts = '', styles = '', workbook = '' } = {}): Buffer {
  return zip({
    '_rels/.rels': `<Relationships>${rel('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="${RELATED}">${workbook}<sheets><sheet name="a&gt;b" sheetId="1" r:id="rId9"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${rel('rId9', 'worksheet', '/xl/worksheets/sheet1.xml')}${rel('rId2', 'sharedStrings', 'sharedStrings.xml')}${rel('rId3', 'styles', '../xl/styles.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
    'xl/sharedStrings.xml': `<sst>${texts}</sst>`,
    'xl/styles.xml': styles,
  })
}

async function cellsOf(bytes: Uint8Array) {
  const rows: unknown[][] = []
  for (const sheet of await openXlsx(bytes)) for await (const { row, cells } of sheet.rows()) rows.push([row, ...cells])
  return rows
}
const rows = (inside: string) => `<worksheet><sheetData>${inside}</sheetData></worksheet>`

describe('a spreadsheet', () => {
  it.each<[string, string, unknown[], { texts?: string; styles?: string; workbook?: string }?]>([
    [
      'numbers and words',
      '<row r="3"><c r="B3"><v>1.5</v></c><c r="C3" t="str"><v>gạo &amp; sữa</v></c></row>',
      [3, '', 1.5, 'gạo & sữa'],
    ],
    [
      'without places',
      '<row><c><v>1</v></c><c t="inlineStr"><is><r><t>Lê</t></r><r><t xml:space="preserve"> Chân</t></r></is></c></row>',
      [1, 1, 'Lê Chân'],
    ],
    ['with a prefix', '<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>', [1, 7]],
    [
      'with shared texts, and how they are read aloud',
      '<row r="1"><c r="A1" t="s"><v>1</v></c></row>',
      [1, 'An\r'],
      { texts: '<si><t>Bình</t></si><si><r><t>An_x000D_</t></r><rPh><t>an</t></rPh></si>' },
    ],
    [
      'with CDATA, signs by number, a comment',
      '<row r="1"><c r="A1" t="str"><v><![CDATA[a<b]]>&#x110;&#272;<!-- > --></v></c></row>',
      [1, 'a<bĐĐ'],
    ],
    [
      'yes, an error',
      '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row>',
      [1, 'true', '#N/A'],
    ],
    [
      'formulas: counted, empty, not counted',
      '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>B1</f></c></row>',
      [1, 2, '', UNCOUNTED],
    ],
    [
      'a day by number of format, by its code, and a number with words',
      '<row r="1"><c r="A1" s="1"><v>46387</v></c><c r="B1" s="2"><v>46387</v></c><c r="C1" s="3"><v>46387</v></c></row>',
      [1, new Date('2026-12-31'), new Date('2026-12-31'), 46387],
      {
        styles:
          '<styleSheet><numFmts><numFmt numFmtId="165" formatCode="[$-42A]dd\\/mm\\/yyyy;@"/><numFmt numFmtId="166" formatCode="#,##0\\ &quot;đ&quot;_-"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>',
      },
    ],
    [
      'a day counted from 1904',
      '<row r="1"><c r="A1" s="0"><v>44925</v></c></row>',
      [1, new Date('2026-12-31')],
      {
        styles: '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
        workbook: '<workbookPr date1904="1"/>',
      },
    ],
    ['cells that are coloured, far out', '<row r="1"><c r="A1"><v>0</v></c><c r="XFD1" s="4"/></row>', [1, 0]],
  ])('%s', async (_what, inside, read, more) => {
    expect(await cellsOf(book(rows(inside), more))).toEqual([read])
  })

  it('whose cells are merged says the same in all of them', async () => {
    const merged = `<worksheet><sheetData><row r="1"><c r="A1"><v>0</v></c></row><row r="2"/><row r="3"><c r="C3"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3:D3"/></mergeCells></worksheet>`
    expect(await cellsOf(book(merged))).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [3, '', '', 2, 2],
    ])
  })

  it('tells hidden rows with anything in them', async () => {
    const [sheet] = await openXlsx(
      book(
        rows(
          '<row r="1" hidden="1"/><row r="4" hidden="1"><c r="A4"><v>1</v></c></row><row r="5"><c r="A5"><v>1</v></c></row>',
        ),
      ),
    )
    expect([...sheet!.hidden]).toEqual([4])
  })

  it('with words far to the right is refused, one that is cut is none', async () => {
    await expect(openXlsx(book(rows('<row r="1"><c r="XFD1"><v>1</v></c></row>')))).rejects.toThrow(TooWide)
    await expect(openXlsx(zip({ 'a.txt': 'no book' }))).rejects.toThrow()
    await expect(openXlsx(book(`<worksheet ${' '.repeat(100_000)}`))).rejects.toThrow()
  })

  it('reads back what a library wrote', async () => {
    const cell = fc.oneof(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((s) => !/[\p{C}]|_x/u.test(s)),
      fc.constantFrom('Nguyễn Thị Hoa', 'a<b>&"c"', "it's", '', null),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 8 }), { minLength: 1, maxLength: 30 }), async (all) => {
        const bytes = (await writeXlsx({ sheets: [{ name: 'DS', rows: all }] })) as Uint8Array
        const trimmed = (cells: unknown[]) => {
          const filled = cells.map((one) => one ?? '')
          while (filled.at(-1) === '') filled.pop()
          return filled
        }
        const read = new Map((await cellsOf(bytes)).map(([row, ...cells]) => [row, cells]))
        expect(all.map((_, n) => trimmed(read.get(n + 1) ?? []))).toEqual(all.map(trimmed))
      }),
      { numRuns: 60 },
    )
  })
})

it('XML cut anywhere is read the same', () => {
  const text = '<?xml version="1.0"?><a b="x>y" c=\'&lt;\'>một &amp; hai<d/><!-- <e> --><![CDATA[<f>]]></a>'
  const heard = (pieces: string[]) => {
    const said: string[] = []
    const read = xmlReader({
      open: (name) => said.push(`<${name}`),
      close: (name) => said.push(`>${name}`),
      text: (piece) => said.push(piece),
    })
    for (const piece of pieces) read(piece)
    return said.join('')
  }
  expect(heard([text])).toBe('<amột & hai<d>d<f>>a')
  for (let at = 1; at < text.length; at++)
    expect(heard([text.slice(0, at), text.slice(at)]), String(at)).toBe(heard([text]))
  expect(heard([...text])).toBe(heard([text]))
})
