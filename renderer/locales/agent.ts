/** The words of the preview dialler, beside those of the portal and of operators’ pages. Loaded with its screens. */
import agent from './en/agent.json';
import { translator, type MessageValues } from './messages';
import { t as custom } from './custom';

export type AgentMessageKey = keyof typeof agent;

const own = translator<AgentMessageKey>(agent);
const isOwn = (key: string): key is AgentMessageKey => Object.hasOwn(agent, key);

export function t(key: Parameters<typeof custom>[0] | AgentMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : custom(key, values);
}
