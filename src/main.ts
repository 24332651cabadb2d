import { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { type Config, readConfig, readEnvironment } from './config/config.js'
import { explainStartFailure } from './config/explain-start.js'
import { keepHeapSmall } from './ops/heap.js'
import { createLog } from './ops/log.js'
import { startEmbedded } from './store/embedded/embedded.js'

// npm hands a Ctrl-C on to us, so that it arrives twice at once; a person's second one comes later.
const SAME_SIGNAL_MS = 1000

/** Tells 'ready' when the app is, while V8 still has the flags that its code was compiled under. */
export const life = new EventEmitter()
void run()

async function run(): Promise<void> {
  let config: Config | undefined
  try {
    config = readConfig(readEnvironment())
    const signal = nextSignal()
    const { dataDir, database } = config
    // Asked for first, for to load the rest takes all of this thread: it starts meanwhile. How it ended is heard by the app.
    const postgres = database.mode === 'url' ? undefined : startEmbedded({ dataDir, log: createLog(config.logLevel) })
    postgres?.catch(() => {})
    await setImmediate()
    const { startApp } = await import('./app.js')
    const app = await startApp(config, { postgres })
    life.emit('ready')
    if (config.role !== 'bot') keepHeapSmall()
    await signal
    await app.stop()
    process.exit(0)
  } catch (error) {
    console.error(explainStartFailure(error, config) ?? error)
    process.exit(1)
  }
}

/** Resolves when we are asked to end; a second one ends the process at once. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first = 0
    const onSignal = () => {
      if (first && Date.now() - first > SAME_SIGNAL_MS) process.exit(1)
      first ||= Date.now()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  })
}
