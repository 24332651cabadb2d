import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { removeFolder, tempFolder } from './support/temp-folder.js'

const folder = tempFolder()
const COMPILED = pathToFileURL('scripts/compiled.mjs').href
const BUNDLE = `"use strict"
const path = require('node:path')
exports.say = () => [answer(), path.basename(__filename), require('./beside.cjs')].join(' ')
function answer() { return 41 }`
let bundle: string
let kept: string

afterAll(() => removeFolder(folder))

beforeEach(({ task }) => {
  const own = path.join(folder, task.id)
  bundle = path.join(own, 'main.cjs')
  kept = path.join(own, 'kept', 'compiled')
  mkdirSync(own)
  writeFileSync(path.join(own, 'beside.cjs'), "module.exports = 'beside'")
  writeFileSync(bundle, BUNDLE)
})

/** What the bundle says in a process of its own, which keeps what it has compiled. */
function run({ flags = [] as string[], on = kept } = {}): string {
  const program = `const { runBundle } = await import('${COMPILED}')
    const { exports, keep } = runBundle(${JSON.stringify(bundle)}, ${JSON.stringify(on)})
    console.log(exports.say())
    keep()`
  const args = [...flags, '--input-type=module', '--eval', program]
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' }).trim()
}

/** Whether a further run is content with what is kept: it would put another file in its place. */
function isTaken(options?: Parameters<typeof run>[0]): boolean {
  const { ino } = statSync(kept)
  run(options)
  return statSync(kept).ino === ino
}

test('what is compiled is kept for the next start', () => {
  expect(run()).toBe('41 main.cjs beside')
  expect(isTaken()).toBe(true)
  expect(run()).toBe('41 main.cjs beside')
})

test('code of another bundle is not run, be it as long or as old', () => {
  run()
  const { atime, mtime } = statSync(bundle)
  writeFileSync(bundle, BUNDLE.replace('41', '42'))
  expect(run()).toBe('42 main.cjs beside')
  expect(isTaken()).toBe(true)
  writeFileSync(bundle, `${BUNDLE}//`)
  utimesSync(bundle, atime, mtime)
  expect(isTaken()).toBe(false)
})

test.each([
  ['empty', () => Buffer.alloc(0)],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['garbled', (bytes: Buffer) => bytes.map((byte, at) => (at > 100 ? byte ^ 0x55 : byte))],
])('a file that is %s is replaced', (_what, damage) => {
  run()
  writeFileSync(kept, damage(readFileSync(kept)))
  expect(run()).toBe('41 main.cjs beside')
  expect(isTaken()).toBe(true)
})

test('code made under other flags, as by another V8, is replaced', () => {
  run({ flags: ['--max-lazy'] })
  expect(isTaken()).toBe(false)
  expect(isTaken()).toBe(true)
})

test('where nothing can be written, every start compiles', () => {
  writeFileSync(path.join(folder, 'file'), '')
  const on = path.join(folder, 'file', 'compiled')
  expect(run({ on })).toBe('41 main.cjs beside')
  expect(existsSync(on)).toBe(false)
})

test('with --enable-source-maps a stack trace names the source', () => {
  const map = { version: 3, sources: ['source.ts'], names: [], mappings: 'AAAA' }
  writeFileSync(`${bundle}.map`, JSON.stringify(map))
  writeFileSync(bundle, 'exports.say = () => new Error().stack\n//# sourceMappingURL=main.cjs.map')
  expect(run({ flags: ['--enable-source-maps'] })).toContain('source.ts:1')
})
