#!/usr/bin/env bash
# opentype.js 2.0.0: text turned into an SVG path loses every letter behind a certain one, without an error.
#
# A bet: font.getPath(text, x, y, size).toPathData(2) gives the whole text, rounded to two decimals. In 2.0.0 its rounding
# (roundDecimal) puts "e+2" behind the decimal part as text; where floating point leaves a part such as 5.7e-14 that becomes
# "5.7e-14e+2", which is NaN. A renderer of SVG stops at the first NaN (librsvg, by sharp) and draws what stands before it: a
# Vietnamese sentence in Be Vietnam Pro at 32 pixels ends after "Đường Trườn". Turning off `optimize` changes nothing. Writing the commands' numbers with toFixed() draws all of it.
# Output seen with opentype.js 2.0.0, sharp 0.35.5, @expo-google-fonts/be-vietnam-pro 0.4.1, Node 20.20:
#   NaN in the path: yes; ink 3562 of 5921 pixels
# Exits non-zero where the path has no NaN any more, or the whole text is drawn.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund opentype.js@2.0.0 sharp@0.35.5 @expo-google-fonts/be-vietnam-pro@0.4.1 >/dev/null
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import opentype from 'opentype.js'
import sharp from 'sharp'
const file = 'node_modules/@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf'
const bytes = readFileSync(file)
const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
const path = font.getPath('Nguyễn Thị Hương – Đường Trường Sa, quỹ “nhân ái” ₫ Ặ ỗ', 10, 50, 32)
const theirs = path.toPathData(2)
const names = ['x1', 'y1', 'x2', 'y2', 'x', 'y']
const own = path.commands
  .map((c) => c.type + names.filter((n) => n in c).map((n) => c[n].toFixed(2)).join(' '))
  .join('')
async function ink(d) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="80"><rect width="100%" height="100%" fill="#fff"/><path d="${d}"/></svg>`
  return (await sharp(Buffer.from(svg)).greyscale().raw().toBuffer()).filter((value) => value < 128).length
}
const [drawn, whole] = [await ink(theirs), await ink(own)]
const hasNaN = theirs.includes('NaN')
console.log(`NaN in the path: ${hasNaN ? 'yes' : 'no'}; ink ${drawn} of ${whole} pixels`)
process.exit(hasNaN && drawn < 0.8 * whole ? 0 : 1)
JS
node try.mjs
