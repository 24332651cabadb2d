// Run as its own process by embedded.test.ts: owns the database of the folder it is given until it is killed.
import pino from 'pino'
import { startEmbedded } from '../../../src/store/embedded/embedded.js'

const { url } = await startEmbedded({ dataDir: process.argv[2]!, log: pino({ level: 'silent' }) })
console.log(`ready ${url}`)
