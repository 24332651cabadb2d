// The worker in a process of its own: sends all there is, then tells how much memory it took at most.
import { keepHeapSmall } from '../../src/ops/heap.js'
import { createSending } from './sending.js'

keepHeapSmall()

const [url, apiRoot] = process.argv.slice(2) as [string, string]
const sending = await createSending(url, apiRoot)
await sending.all()
await sending.close()
process.send!({ kilobytes: process.resourceUsage().maxRSS })
