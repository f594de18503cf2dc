import type { NodeProcess } from '../harness/node-process.js';

const MARK = 'loaded modules: ';

/** Makes a process say at its end which modules of the OpenTelemetry SDK it has loaded. */
export const TELLS_MODULES: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    `import module from 'node:module';
     process.on('exit', () => process.stderr.write(${JSON.stringify(MARK)} + JSON.stringify(
       Object.keys(module._cache).filter((path) => /@opentelemetry.(sdk|otlp|exporter|resources)/.test(path))) + '\\n'));`,
  )}`,
};

/** What such a process said. @throws Error when it said nothing */
export function loadedModules({ output }: NodeProcess): readonly string[] {
  const [, json] = output.join('').split(MARK);
  if (json === undefined) throw new Error('the process did not say what it had loaded');
  return JSON.parse(json.split('\n')[0] ?? '') as string[];
}
