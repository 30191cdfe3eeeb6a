/** One-time codes: six digits, valid for ten minutes and five tries, and for once. */
import type { Clock } from '../clock';
import { Problem } from './problem';
import { CODE_LENGTH, hashOf, randomCode, randomId, sameText } from './secrets';
import { number, text, type Row, type Store } from './store';

const LIFETIME_S = 600;
const TRIES = 5;

export type CodeKind = 'register' | 'sign-in';

/** An e-mail that the portal would have sent. */
export interface Letter {
  to: string;
  kind: CodeKind;
  code: string;
}

interface Sent {
  id: string;
  codeLength: number;
  /** Seconds. */
  expiresIn: number;
}

export class Codes {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly deliver: (letter: Letter) => void,
  ) {}

  /** Voids those that went there before. */
  send(kind: CodeKind, to: string, displayName = ''): Sent {
    const [id, code] = [randomId(), randomCode()];
    this.store.run('UPDATE codes SET until = 0 WHERE kind = ? AND recipient = ? AND used = 0', [kind, to]);
    this.store.run('INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, 0, 0)', [
      id,
      kind,
      to,
      displayName,
      hashOf(`${id}:${code}`),
      this.clock.now() + LIFETIME_S * 1000,
    ]);
    this.deliver({ to, kind, code });
    return { id, codeLength: CODE_LENGTH, expiresIn: LIFETIME_S };
  }

  byId(id: string): Row | null {
    return this.store.get("SELECT * FROM codes WHERE id = ? AND kind = 'register'", [id]);
  }

  latest(kind: CodeKind, to: string): Row | null {
    return this.store.get('SELECT * FROM codes WHERE kind = ? AND recipient = ? ORDER BY rowid DESC', [kind, to]);
  }

  /** Uses it up; throws the problem when it is not this code, or no longer. */
  use(row: Row, code: string): void {
    const id = text(row, 'id');
    if (number(row, 'used')) throw codeProblem('code-used', 'Code used', 'This code has been used already.');
    const tries = number(row, 'tries');
    if (tries >= TRIES || number(row, 'until') <= this.clock.now())
      throw codeProblem('code-expired', 'Code expired', 'The code is no longer valid. Please ask for another one.');
    if (!sameText(hashOf(`${id}:${code}`), text(row, 'hash'))) {
      this.store.run('UPDATE codes SET tries = tries + 1 WHERE id = ?', [id]);
      const left = TRIES - tries - 1;
      const words = left === 0 ? 'Please ask for another one.' : `${left} ${left === 1 ? 'try is' : 'tries are'} left.`;
      throw codeProblem('wrong-code', 'Wrong code', `This is not the code that we have sent. ${words}`, left);
    }
    this.store.run('UPDATE codes SET used = 1 WHERE id = ?', [id]);
  }
}

function codeProblem(
  kind: 'code-used' | 'code-expired' | 'wrong-code',
  title: string,
  detail: string,
  triesLeft?: number,
): Problem {
  return new Problem(kind, 401, title, detail, triesLeft === undefined ? {} : { triesLeft });
}
