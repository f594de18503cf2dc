/** @module Every way to deploy that the manifests offer. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ROOT } from '../../docs/pages.js';
import type { Manifest } from '../manifest.js';
import { render } from './render.js';
import type { Tool } from './tools.js';

export interface Variant {
  readonly name: string;
  readonly overlay: 'dev' | 'production';
  /** In place of those that the overlay names. */
  readonly components?: readonly string[];
}

export const VARIANTS: readonly Variant[] = [
  { name: 'dev', overlay: 'dev' },
  { name: 'production', overlay: 'production' },
  {
    name: 'production with KEDA, Gateway API and external secrets',
    overlay: 'production',
    components: ['keda', 'gateway-api', 'gateway-api-sticky', 'monitoring', 'external-secrets'],
  },
  {
    name: 'production with the standard channel of the Gateway API',
    overlay: 'production',
    components: ['hpa', 'gateway-api', 'monitoring'],
  },
];

export function renderVariant(kustomize: Tool, { overlay, components }: Variant): Manifest[] {
  if (!components) return render(kustomize, join(ROOT, 'k8s', 'overlays', overlay));
  const copy = mkdtempSync(join(tmpdir(), 'crosstalk-k8s-'));
  try {
    cpSync(join(ROOT, 'k8s'), copy, { recursive: true });
    const folder = join(copy, 'overlays', overlay);
    const file = join(folder, 'kustomization.yaml');
    const kustomization = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const paths = components.map((name) => `../../components/${name}`);
    writeFileSync(file, stringify({ ...kustomization, components: paths }));
    return render(kustomize, folder);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
