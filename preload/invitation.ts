/**
 * An invitation to an operator, as it comes by link, QR text, file, command line or policy. Shared by main and the screens.
 * `sidetone://provision?domain=HOST[:PORT][&user=NAME]`, or JSON with the same members; never a password.
 */
import * as v from 'valibot';

export const InvitationSchema = v.object({
  /** Host with an optional port, lower case; never a path, a user or a scheme. */
  domain: v.pipe(v.string(), v.maxLength(300)),
  /** Filled into the form; may be empty. */
  user: v.pipe(v.string(), v.maxLength(254)),
  from: v.picklist(['link', 'file', 'command-line', 'policy', 'typed']),
});
export type Invitation = v.InferOutput<typeof InvitationSchema>;
