/**
 * Whether the caller asks for automatic answer, and after how many seconds; null without. Understood are, in this
 * order: `Call-Info: <…>;answer-after=N` (the most used), `Alert-Info: …;info=alert-autoanswer` with an optional
 * `answer-after` or `delay`, and `Answer-Mode` or `Priv-Answer-Mode: Auto` (RFC 5373).
 */
export function answerAfter(headers: (name: string) => readonly string[]): number | null {
  const infos = [...headers('call-info'), ...headers('alert-info')];
  for (const info of infos) {
    const seconds = parameter(info, 'answer-after');
    if (seconds !== undefined && /^\d{1,4}$/.test(seconds)) return Math.min(Number(seconds), LONGEST);
  }
  for (const info of headers('alert-info')) {
    if (/^(alert-autoanswer|auto-?answer)$/i.test(parameter(info, 'info') ?? '')) {
      const delay = parameter(info, 'delay') ?? '0';
      return /^\d{1,4}$/.test(delay) ? Math.min(Number(delay), LONGEST) : 0;
    }
  }
  const modes = [...headers('answer-mode'), ...headers('priv-answer-mode')];
  return modes.some((mode) => /^\s*auto\s*(;|$)/i.test(mode)) ? 0 : null;
}

const LONGEST = 3600;

function parameter(value: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[;\\s])${name}\\s*=\\s*"?([^";,\\s>]*)"?`, 'i').exec(value);
  return found?.[1];
}
