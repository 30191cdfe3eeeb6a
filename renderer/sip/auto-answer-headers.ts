/**
 * Whether the caller asks for automatic answer, and after how many seconds; null without. Understood are, in this
 * order: `Answer-Mode` and `Priv-Answer-Mode` (RFC 5373), where `Manual` forbids it whatever else is there, and whatever
 * the phone does by itself; `Call-Info:
 * <…>;answer-after=N` (the most used); and `Alert-Info` with `info=alert-autoanswer` or `info=RingAnswer`, or the bare
 * words `Auto Answer` and `Ring Answer`, with an optional `answer-after` or `delay`.
 */
export function answerAfter(headers: (name: string) => readonly string[]): number | 'manual' | null {
  const modes = ['priv-answer-mode', 'answer-mode'].flatMap((name) => headers(name).map(mode));
  if (modes[0] === 'manual') return 'manual';
  const infos = [...headers('call-info'), ...headers('alert-info')];
  for (const info of infos) {
    const seconds = parameter(info, 'answer-after');
    if (seconds !== undefined && /^\d{1,4}$/.test(seconds)) return Math.min(Number(seconds), LONGEST);
  }
  for (const info of headers('alert-info')) {
    if (WORDS.test(parameter(info, 'info') ?? '') || WORDS.test(info.replace(/[<>"]|;.*$/gs, '').trim())) {
      const delay = parameter(info, 'delay') ?? '0';
      return /^\d{1,4}$/.test(delay) ? Math.min(Number(delay), LONGEST) : 0;
    }
  }
  return modes[0] === 'auto' ? 0 : null;
}

const LONGEST = 3600;
const WORDS = /^(?:alert-autoanswer|(?:auto|ring)[ -]?answer|intercom)$/i;

const mode = (value: string) => /^\s*(auto|manual)\s*(?:;|$)/i.exec(value)?.[1]?.toLowerCase();

function parameter(value: string, name: string): string | undefined {
  const [, quoted, token] = new RegExp(`(?:^|[;\\s])${name}\\s*=\\s*(?:"([^"]*)"|([^";,>]*))`, 'i').exec(value) ?? [];
  return (quoted ?? token)?.trim();
}
