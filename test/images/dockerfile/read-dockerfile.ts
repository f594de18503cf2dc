/** @module A Dockerfile as its stages and their instructions, as far as ours uses the language. */

export interface Instruction {
  /** In capitals. */
  readonly name: string;
  /** `--from=build` as `from: 'build'`, `--parents` as `parents: ''`; of a flag that is repeated the last. */
  readonly flags: Readonly<Record<string, string>>;
  /** Behind the flags. */
  readonly text: string;
}

export interface Stage {
  readonly name: string;
  /** An image, or the name of a stage before this one. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/** @throws Error for a line that it does not understand */
export function readDockerfile(text: string): readonly Stage[] {
  const stages: { name: string; base: string; instructions: Instruction[] }[] = [];
  for (const line of logicalLines(text)) {
    const instruction = readInstruction(line);
    if (instruction.name === 'FROM') {
      const [base = '', as, name = ''] = instruction.text.split(/\s+/);
      if (as?.toUpperCase() !== 'AS') throw new Error(`a stage without a name: ${line}`);
      stages.push({ name, base, instructions: [] });
    } else if (instruction.name !== 'ARG' || stages.length > 0) {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`before the first stage: ${line}`);
      stage.instructions.push(instruction);
    }
  }
  return stages;
}

/** The words of `["node", "main.js"]`. @throws for the form that takes a shell */
export function execForm(text: string): readonly string[] {
  const words: unknown = JSON.parse(text);
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
    throw new Error(`not the exec form: ${text}`);
  return words;
}

function logicalLines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n');
}

function readInstruction(line: string): Instruction {
  const [, name, rest] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
  if (!name || rest === undefined || rest.includes('<<')) throw new Error(`not understood: ${line}`);
  const flags: Record<string, string> = {};
  const text = rest.replace(/^(?:--[a-z-]+(?:=\S*)?\s+)+/, (found) => {
    for (const [, flag = '', value = ''] of found.matchAll(/--([a-z-]+)(?:=(\S*))?/g)) flags[flag] = value;
    return '';
  });
  return { name: name.toUpperCase(), flags, text: text.trim() };
}
