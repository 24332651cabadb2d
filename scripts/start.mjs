// `npm start`: makes the folder ready, then becomes the app, so that signals and the exit code are the app's own.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Nhân Ái needs Node.js 20.19 or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  )
  process.exit(1)
}

// Later releases have it. Without it pg finds out where it runs by making a Response, and that loads all of fetch.
globalThis.navigator ??= { userAgent: `Node.js/${major}` }

// npm runs us through a shell and passes a SIGTERM to that shell alone: when it has gone, so must we.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}

const { setUp, BUNDLE, COMPILED } = await import('./setup.mjs')
await setUp()
const { runBundle } = await import('./compiled.mjs')
const { exports, keep } = runBundle(BUNDLE, COMPILED)
exports.life.once('ready', keep)
