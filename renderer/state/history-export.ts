/** The history as a table for spreadsheets (RFC 4180). */
import Papa from 'papaparse';
import { nextTurn, Slices, type Pause } from '../contacts/slices';
import { t } from '../locales/history';
import type { HistoryEntry } from '../phone/history';
import { resultWord } from './call-words';
import { partyName } from './names';

const columns = [
  'direction',
  'result',
  'name',
  'number',
  'line',
  'began',
  'answered',
  'ended',
  'seconds',
  'by',
  'via',
  'quality',
  'note',
] as const;

/** Names and notes are other people's text: none may be a formula. A number with its plus is none. */
const formula = /^(?:[=@\t\r-]|\+(?![\d\s()./-]*$))/u;
const options: Papa.UnparseConfig = { newline: '\r\n', escapeFormulae: formula };
const portion = 500;

export interface ExportProgress {
  /** Told now and then: how many calls are written. */
  progress: (done: number) => void;
  /** Gives up: the promise rejects with its reason. */
  signal: AbortSignal;
  pause?: Pause;
}

/** `calls`: the entry at each place, newest first. The byte-order mark tells spreadsheets that it is UTF-8. */
export async function historyCsv(
  calls: { readonly length: number; at: (place: number) => HistoryEntry | undefined },
  { progress, signal, pause = nextTurn }: ExportProgress,
): Promise<Blob> {
  const slices = new Slices(pause, signal);
  const parts: string[] = ['\uFEFF', Papa.unparse([columns.map((column) => t(`history.csv.${column}`))], options)];
  for (let from = 0; from < calls.length; from += portion) {
    const rows: string[][] = [];
    for (let place = from; place < Math.min(from + portion, calls.length); place += 1) {
      const entry = calls.at(place);
      if (entry) rows.push(rowOf(entry));
    }
    parts.push('\r\n', Papa.unparse(rows, options));
    if (!slices.due()) continue;
    progress(Math.min(from + portion, calls.length));
    await slices.rest();
  }
  parts.push('\r\n');
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

function rowOf(entry: HistoryEntry): string[] {
  const { direction, party, line, startedAt, answeredAt, endedAt, reason, via, mos, note } = entry;
  return [
    t(direction === 'incoming' ? 'history.incoming' : 'history.outgoing'),
    resultWord(entry),
    party.name,
    party.number,
    line,
    moment(startedAt),
    answeredAt === null ? '' : moment(answeredAt),
    moment(endedAt),
    answeredAt === null ? '' : String(Math.round((endedAt - answeredAt) / 1000)),
    reason.kind === 'answered-elsewhere' ? (reason.who ?? '') : '',
    via ? partyName(via) : '',
    mos === undefined ? '' : mos.toFixed(1),
    note ?? '',
  ];
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Local time, as every spreadsheet reads it: `2025-10-08 11:04:17`. */
export function moment(at: number): string {
  const date = new Date(at);
  const day = [String(date.getFullYear()), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
