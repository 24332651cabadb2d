// Papers that pass from one person to another in a talk: what they are, and which platform hands them on.

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The ending of each kind; `onZalo`: an OA may send it. */
const PAPERS: Record<string, { ending: string; onZalo?: true }> = {
  'application/pdf': { ending: 'pdf', onZalo: true },
  'application/msword': { ending: 'doc', onZalo: true },
  [DOCX]: { ending: 'docx', onZalo: true },
  [XLSX]: { ending: 'xlsx' },
  'application/vnd.ms-excel': { ending: 'xls' },
}

/** Whether a file is a table: by its name, where the platform tells it, or by its kind. */
export const isTable = ({ name, mime }: { name?: string; mime?: string }) =>
  /\.(?:xlsx?|xlsm|ods|csv)$/i.test(name ?? '') || mime === XLSX || mime === 'text/csv'

/** Zalo's limit; Telegram takes whatever we store. */
const MOST_ON_ZALO = 5_000_000

/** The ending under which a paper is handed on; undefined where that platform does not take it. */
export function endingFor({ mime, size }: { mime: string; size: number }, channel: string): string | undefined {
  const paper = Object.hasOwn(PAPERS, mime) ? PAPERS[mime] : undefined
  if (!paper || (channel === 'zalo' && (!paper.onZalo || size > MOST_ON_ZALO))) return undefined
  return paper.ending
}
