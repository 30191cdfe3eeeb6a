// What the set-up says, and how it gives up: every failure has a remedy.

/** A problem that the reader can do something about. */
export class SetupProblem extends Error {
  /**
   * @param {string} what what happened
   * @param {string} remedy what to do
   */
  constructor(what, remedy) {
    super(what);
    this.remedy = remedy;
  }
}

/** @param {string} text */
export const say = (text) => {
  process.stderr.write(`sidetone: ${text}\n`);
};

/**
 * Runs a whole command line program: prints a problem with its remedy instead of a stack.
 * @param {() => Promise<number | void>} program resolves with the exit code
 */
export async function main(program) {
  try {
    process.exitCode = (await program()) ?? process.exitCode ?? 0;
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof SetupProblem) say(`${error.message}\n          → ${error.remedy}`);
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
