// A worker as a process of its own. It ends because nothing keeps it alive after stop(), not because it is told to.
import { createJobs } from '../../src/jobs/jobs.js'

const jobs = createJobs({
  queue: JSON.parse(process.argv[2]!),
  log: { info() {}, warn() {}, error: (fields, message) => console.log(message, fields) },
  tickEveryMs: 200,
  concurrency: 1,
})
process.once('SIGTERM', () => jobs.stop())
const handlers = {
  tick: async () => {},
  deliver: async ({ contact }: { contact: string }) => console.log(`delivered ${contact}`),
  fetchFile: async () => {},
  broadcast: async () => {},
}
await jobs.start({ handlers, worker: true })
console.log('started')
