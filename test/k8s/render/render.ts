import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../manifest.js';
import { runTool, type Tool } from './tools.js';

/** The objects of a kustomization. @throws Error with the words of kustomize */
export function render(kustomize: Tool, folder: string): Manifest[] {
  const { ok, output, said } = runTool(kustomize, folder);
  if (!ok) throw new Error(`${kustomize.command} cannot render ${folder}: ${said}`);
  return parseAllDocuments(output).map((document) => {
    if (document.errors.length > 0) throw new Error(`${folder}: ${document.errors.join('; ')}`);
    return document.toJS() as Manifest;
  });
}
