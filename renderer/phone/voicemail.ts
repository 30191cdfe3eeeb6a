import type { Account } from './account';
import type { VoicemailCount } from './ports';

/** What to call for the voicemail: as the account says, else as the switch does; empty when neither knows. */
export function voicemailNumber(account: Account, count: VoicemailCount | null): string {
  return account.voicemail !== '' ? account.voicemail : (count?.account ?? '');
}
