// Runs a bundle with the code that V8 compiled of it at an earlier start.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import vm from 'node:vm'

/**
 * Runs the CommonJS module `file` as it would run by itself, but that it cannot `import()`; compiled code is taken from the
 * file `kept`, where that is whole, of this bundle, and of a V8 like ours. Gives what the module exports, and `keep`: writes
 * down for the next start what has been compiled so far, unless all of it came from there. Call it under the flags of V8 that
 * were set at first.
 */
export function runBundle(file, kept) {
  const require = createRequire(file)
  // Only Node's own loader reads the maps.
  if (process.sourceMapsEnabled) return { exports: require(file), keep() {} }
  const { size, mtimeMs } = statSync(file)
  const of = `${process.version} ${process.arch} ${size} ${mtimeMs}`
  const cachedData = read(kept, of)
  const source = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, 'utf8')}\n})`
  const script = new vm.Script(source, { filename: file, cachedData })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, file, path.dirname(file))
  return {
    exports: module.exports,
    keep() {
      if (!cachedData || script.cachedDataRejected) write(kept, of, script.createCachedData())
    },
  }
}

// V8 sees another version and other flags by itself, but dies of a damaged file, and takes any source of the same length.
const hash = (of, code) => createHash('sha256').update(of).update(code).digest()
const HASH = 32

function read(kept, of) {
  try {
    const bytes = readFileSync(kept)
    const code = bytes.subarray(HASH)
    return hash(of, code).equals(bytes.subarray(0, HASH)) ? code : undefined
  } catch {
    return undefined
  }
}

/** Put into place when complete; where nothing can be written the next start compiles anew. */
function write(kept, of, code) {
  const aside = `${kept}.${process.pid}`
  try {
    mkdirSync(path.dirname(kept), { recursive: true })
    writeFileSync(aside, Buffer.concat([hash(of, code), code]))
    renameSync(aside, kept)
  } catch {
    try {
      rmSync(aside, { force: true })
    } catch {}
  }
}
