import { expect, it } from 'vitest';
import { MicrophoneError } from '../phone/ports';
import { toMicrophoneError } from './microphone-error';

it.each([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'in-use'],
  ['AbortError', 'in-use'],
  ['TypeError', 'other'],
])('%s is %s', (name, problem) => {
  const error = toMicrophoneError(Object.assign(new Error('why'), { name }));
  expect(error).toBeInstanceOf(MicrophoneError);
  expect(error.problem).toBe(problem);
  expect(error.message).toContain('why');
});

it('leaves its own kind alone and takes anything', () => {
  const own = new MicrophoneError('missing', 'none');
  expect(toMicrophoneError(own)).toBe(own);
  expect(toMicrophoneError('text').problem).toBe('other');
});
