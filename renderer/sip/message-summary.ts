import type { VoicemailCount } from '../phone/ports';

/** RFC 3842, section 5.2, leniently; null where it says nothing of voicemail. */
export function readMessageSummary(text: string): VoicemailCount | null {
  const lines = new Map(
    text
      .slice(0, 8192)
      .split(/\r\n|\r|\n/)
      .flatMap((line) => {
        const [, name, value] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
      }),
  );
  const counted = /^(\d{1,6})\s*\/\s*(\d{1,6})(?:\s*\(\s*(\d{1,6})\s*\/\s*\d{1,6}\s*\))?/.exec(
    lines.get('voice-message') ?? '',
  );
  const waiting = /^(yes|no)\b/i.exec(lines.get('messages-waiting') ?? '')?.[1]?.toLowerCase();
  if (counted === null && waiting === undefined) return null;
  const [, fresh = '0', old = '0', urgent = '0'] = counted ?? [];
  return {
    // A switch that does not count says only that there are some.
    newMessages: counted === null && waiting === 'yes' ? 1 : Number(fresh),
    oldMessages: Number(old),
    urgent: Number(urgent),
    account: accountOf(lines.get('message-account') ?? ''),
  };
}

/** An address that can be called; else it is as if nothing had been said. */
function accountOf(value: string): string {
  const bare = value.replace(/^<(.*)>$/, '$1');
  return /^(sips?|tel):[^\s<>"\p{Cc}]{1,200}$/iu.test(bare) ? bare : '';
}
