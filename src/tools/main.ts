// `npm run admin`, `npm run doctor`, `npm run talk`: the tools beside the app, told apart by the first argument. Each
// takes the rest and gives the exit code.
const TOOLS: Record<string, (args: string[]) => Promise<number>> = {
  admin: async (args) => (await import('./admin/admin.js')).admin(args),
  doctor: async () => (await import('./doctor/doctor.js')).doctor(),
  talk: async (args) => (await import('./talk/talk.js')).talk(args),
}

const [name = '', ...args] = process.argv.slice(2)
const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined
if (!tool) console.error(`Which tool? One of: ${Object.keys(TOOLS).join(', ')}`)
process.exitCode = tool ? await tool(args) : 1
