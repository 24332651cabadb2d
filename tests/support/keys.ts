import { openKeys } from '../../src/store/keys.js'

/** What every test seals by: its database, the apps on it, and whoever looks into it. */
export const DATA_KEY = [Buffer.alloc(32, 'test')]
export const KEYS = openKeys(() => DATA_KEY)
