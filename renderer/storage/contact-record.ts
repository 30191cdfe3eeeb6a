/** What contacts on the disk must look like. */
import * as v from 'valibot';
import type { Contact } from '../phone/contacts';

const text = v.string();
const time = v.pipe(v.number(), v.finite());

const Shape = v.object({
  id: v.pipe(text, v.minLength(1)),
  source: v.picklist(['own', 'directory']),
  name: v.pipe(text, v.minLength(1)),
  givenName: text,
  familyName: text,
  organization: text,
  type: text,
  category: text,
  numbers: v.array(v.object({ label: text, number: text, extension: text })),
  emails: v.array(text),
  notes: text,
  photo: v.pipe(text, v.regex(/^(?:data:image\/.*)?$/s)),
  favourite: v.boolean(),
  changedAt: time,
});

const About = v.object({ owner: text, tag: text, readAt: time });
const Marks = v.object({ owner: text, ids: v.array(text) });

/** The contact of this source, or null when it is none. */
export function readContact(record: unknown, source: Contact['source']): Contact | null {
  const parsed = v.safeParse(Shape, record);
  return parsed.success && parsed.output.source === source ? parsed.output : null;
}

export function readAbout(record: unknown): v.InferOutput<typeof About> | null {
  const parsed = v.safeParse(About, record);
  return parsed.success ? parsed.output : null;
}

export function readMarks(record: unknown): v.InferOutput<typeof Marks> | null {
  const parsed = v.safeParse(Marks, record);
  return parsed.success ? parsed.output : null;
}
