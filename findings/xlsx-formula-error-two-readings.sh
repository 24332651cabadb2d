#!/usr/bin/env bash
# hucre 1.0.0 and read-excel-file 9.3.17: a cell whose formula failed is a text in one and an empty cell in the other.
#
# Offices fill lists by VLOOKUP from another sheet; where nothing was found the cell says #N/A, and the file marks it as an
# error (t="e"). A bet: a reader hands over such a cell as an error that code can tell from what somebody typed, or throws.
# hucre gives the string "#N/A", the same as for a cell in which "#N/A" was typed: taken for a name or an address it is
# stored as one. read-excel-file gives null, the same as for an empty cell: an optional column loses the sign that something
# is missing. Neither says which cell it was.
# Output seen with hucre 1.0.0, read-excel-file 9.3.17, Node 20.20:
#   hucre ["#N/A","#N/A",null]; read-excel-file [null,"#N/A",null]
# Exits non-zero where one of them tells an error from a text and from nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hucre@1.0.0 read-excel-file@9.3.17 >/dev/null
cat > try.mjs <<'JS'
import { writeXlsx, readXlsx } from 'hucre'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
// A workbook with the three cells: an error, the same typed as text, nothing (a fourth keeps the row as wide).
const made = unzipSync(await writeXlsx({ sheets: [{ name: 'DS', rows: [[1, '#N/A', null, 'x']] }] }))
const part = 'xl/worksheets/sheet1.xml'
const sheet = strFromU8(made[part]).replace(/<c r="A1"[^>]*>.*?<\/c>/, '<c r="A1" t="e"><v>#N/A</v></c>')
  .replace(/<c r="B1"[^>]*>.*?<\/c>/, '<c r="B1" t="inlineStr"><is><t>#N/A</t></is></c>')
const bytes = Buffer.from(zipSync({ ...made, [part]: strToU8(sheet) }))
const first = (await readXlsx(bytes)).sheets[0].rows[0].slice(0, 3)
const read = await readXlsxFile(bytes)
const second = (read[0].data ?? read)[0].slice(0, 3)
console.log(`hucre ${JSON.stringify(first)}; read-excel-file ${JSON.stringify(second)}`)
process.exit(first[0] === '#N/A' && first[1] === '#N/A' && second[0] === null && second[1] === '#N/A' && second[2] === null ? 0 : 1)
JS
npm install --silent --no-audit --no-fund fflate@0.8.2 >/dev/null
node try.mjs
