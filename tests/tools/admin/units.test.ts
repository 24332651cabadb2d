import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readUnits } from '../../../src/store/reference.js'
import { saveUnits } from '../../../src/store/units.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'
import { runTool } from '../run-tool.js'

let database: TestDatabase
let folder: string
const units = (...args: string[]) =>
  runTool('admin', { args: ['units', ...args], env: { DATABASE_URL: database.url, DATA_DIR: folder } })

beforeAll(async () => {
  database = await testDatabase()
  folder = tempFolder()
  await saveUnits(database.pool, readUnits())
})
afterAll(async () => {
  await database.drop()
  removeFolder(folder)
})

function file(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}

it('takes a list once, and shows what there is', async () => {
  const list = file('list.csv', 'code;name;kind;parent;aliases\r\nVD-1;Công ty Ví Dụ;enterprise;KCN-02;vidu|ví dụ\r\n')
  expect(await units('import', list, '--dry-run')).toEqual({
    code: 0,
    out: 'Nếu nhập: thêm 1, sửa 0, giữ nguyên 0 đơn vị. Chưa ghi gì.\n',
    err: '',
  })
  expect((await units('import', list)).out).toBe('Đã thêm 1, sửa 0, giữ nguyên 0 đơn vị.\n')
  expect((await units('import', list)).out).toBe('Đã thêm 0, sửa 0, giữ nguyên 1 đơn vị.\n')
  const json = JSON.parse((await units('list', '--json')).out)
  expect(json).toHaveLength(readUnits().length + 1)
  expect(json.find(({ code }: { code: string }) => code === 'VD-1')).toEqual({
    code: 'VD-1',
    name: 'Công ty Ví Dụ',
    kind: 'enterprise',
    parentCode: 'KCN-02',
    aliases: [
      { text: 'vidu', kind: 'alias' },
      { text: 'ví dụ', kind: 'alias' },
    ],
  })
  expect((await units('list')).out).toMatch(/^VD-1 +Công ty Ví Dụ +doanh nghiệp +KCN Tràng Duệ +vidu; ví dụ$/m)
}, 60_000)

it('names what it refuses, and writes nothing', async () => {
  const list = file('bad.csv', 'code,name,kind,parent\nVD-8,Trường Tám,school,31\nVD-9,Trường Chín,school,99\n')
  const { code, err } = await units('import', list)
  expect(code).toBe(1)
  expect(err).toBe(
    'Chưa ghi gì: 1 dòng chưa nhận được. Xin sửa rồi nhập lại cả tệp.\n  dòng 3 (mã VD-9): không có đơn vị cấp trên nào mang mã "99"\n',
  )
  expect((await database.pool.query(`SELECT FROM unit WHERE code IN ('VD-8', 'VD-9')`)).rowCount).toBe(0)
  expect((await units('import', path.join(folder, 'none.csv'))).err).toContain('không có tệp này')
  expect((await units('import')).err).toContain('Cách dùng')
}, 60_000)
