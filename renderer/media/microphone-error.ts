import { MicrophoneError } from '../phone/ports';

/** DOMException names of getUserMedia (W3C Media Capture, section 10.3.1) in the words of the phone. */
const problems: Readonly<Record<string, MicrophoneError['problem']>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
};

export function toMicrophoneError(error: unknown): MicrophoneError {
  if (error instanceof MicrophoneError) return error;
  if (!(error instanceof Error)) return new MicrophoneError('other', String(error));
  return new MicrophoneError(problems[error.name] ?? 'other', `${error.name}: ${error.message}`);
}
