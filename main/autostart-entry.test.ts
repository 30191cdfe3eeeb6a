import { describe, expect, it } from 'vitest';
import { autostartEntry } from './autostart-entry';

const exec = (...command: string[]) => /^Exec=(.*)$/m.exec(autostartEntry('Sidetone', command))?.[1];

describe('autostartEntry', () => {
  it('starts the program into the tray', () => {
    expect(autostartEntry('Sidetone', ['/opt/Sidetone/sidetone', '--hidden'])).toBe(
      '[Desktop Entry]\nType=Application\nName=Sidetone\nExec=/opt/Sidetone/sidetone --hidden\nTerminal=false\nX-GNOME-Autostart-enabled=true\n',
    );
  });

  it('quotes as the specification says', () => {
    expect(exec('/home/a b/x')).toBe('"/home/a b/x"');
    expect(exec('/x/$HOME`"')).toBe('"/x/\\\\$HOME\\\\`\\\\""');
    expect(exec('/x/100%')).toBe('"/x/100%%"');
    expect(exec('/x\\y')).toBe('"/x\\\\\\\\y"');
  });
});
