export interface PatternCheck {
  readonly pattern: string;
  readonly value: string;
}

/** As of a Worker that runs pattern-worker.ts. */
export type PatternWorker = Pick<Worker, 'onmessage' | 'onerror' | 'postMessage' | 'terminate'>;

const LOADING_MS = 3_000;
const TRYING_MS = 500;

const start = (): PatternWorker => new Worker(new URL('./pattern-worker.ts', import.meta.url), { type: 'module' });

/**
 * Which values have the form that their patterns ask for. What cannot be told in time has it: the server looks again. Never
 * rejects.
 */
export function tryPatterns(checks: readonly PatternCheck[], make = start): Promise<readonly boolean[]> {
  const unknown = checks.map(() => true);
  if (checks.length === 0) return Promise.resolve(unknown);
  return new Promise((resolve) => {
    const worker = make();
    let timer = setTimeout(() => {
      end(unknown);
    }, LOADING_MS);
    const end = (results: readonly boolean[]): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(results);
    };
    worker.onerror = () => {
      end(unknown);
    };
    worker.onmessage = ({ data }: MessageEvent<readonly boolean[] | 'ready'>) => {
      if (data !== 'ready') {
        end(data);
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => {
        end(unknown);
      }, TRYING_MS);
      worker.postMessage(checks);
    };
  });
}
