// `npm run doctor`: checks the settings against the machine and the platforms, and changes nothing.
import { doctor } from './tools/doctor/doctor.js'

process.exitCode = await doctor()
