/** One measured value beside its limit, and beside a baseline of the same run where there is one. */
export interface Figure {
  name: string;
  unit: 'ms' | 'MB' | 'kB' | '% of a core';
  value: number;
  /** In the same unit; null: told, not judged. */
  limit: number | null;
  /** What it is compared with; its value was measured in this run, on this machine. */
  baseline?: { name: string; value: number };
  /** How many measurements the value is the median of. */
  samples?: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('nothing was measured');
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export const holds = ({ value, limit }: Figure) => limit === null || value <= limit;

const round = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    limitMark(figure),
    figure.name,
    `${round(figure.value)} ${figure.unit}`,
    figure.limit === null ? '' : `limit ${round(figure.limit)}`,
    figure.baseline
      ? `${(figure.value / figure.baseline.value).toFixed(2)} × ${figure.baseline.name} (${round(figure.baseline.value)})`
      : '',
    figure.samples ? `n = ${figure.samples}` : '',
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const limitMark = (figure: Figure) => (figure.limit === null ? ' ' : holds(figure) ? '✓' : '✗');
