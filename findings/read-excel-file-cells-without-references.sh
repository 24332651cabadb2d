#!/usr/bin/env bash
# read-excel-file 9.3.17: a valid sheet whose rows and cells carry no references cannot be read.
#
# In the file format (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73) the attribute r of a row and of a cell is optional: without
# it the row or cell is the next one. Reporting tools leave it out to make smaller files; Excel and LibreOffice open them.
# A bet: a reader counts. read-excel-file throws a TypeError about "length" that says nothing of the file; hucre 1.0.0 reads
# the same bytes.
# Output seen with read-excel-file 9.3.17, hucre 1.0.0, Node 20.20:
#   hucre [["họ tên","năm sinh"],["Hoa",1950]]; read-excel-file TypeError
# Exits non-zero where read-excel-file reads the rows, or hucre does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hucre@1.0.0 read-excel-file@9.3.17 fflate@0.8.2 >/dev/null
cat > try.mjs <<'JS'
import { writeXlsx, readXlsx } from 'hucre'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
const made = unzipSync(await writeXlsx({ sheets: [{ name: 'DS', rows: [['họ tên', 'năm sinh'], ['Hoa', 1950]] }] }))
const part = 'xl/worksheets/sheet1.xml'
const sheet = strFromU8(made[part]).replace(/(<(?:row|c)\b[^>]*?) r="[A-Z]*\d+"/g, '$1')
if (/<(?:row|c)\b[^>]*? r="/.test(sheet)) throw new Error('references are left')
const bytes = Buffer.from(zipSync({ ...made, [part]: strToU8(sheet) }))
const rows = JSON.stringify((await readXlsx(bytes)).sheets[0].rows)
const said = await readXlsxFile(bytes).then((read) => JSON.stringify(read), (error) => error.name)
console.log(`hucre ${rows}; read-excel-file ${said}`)
process.exit(rows === '[["họ tên","năm sinh"],["Hoa",1950]]' && said === 'TypeError' ? 0 : 1)
JS
node try.mjs
