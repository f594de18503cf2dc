import { describe, it } from 'mocha';
import { expectPage } from '../docs/expect-page.js';
import { prometheusRule } from './prometheus-rule.js';

describe('What is made of the rules', () => {
  it('is the object of Kubernetes that the Prometheus operator reads', () => {
    expectPage('k8s/components/monitoring/rules.yaml', prometheusRule());
  });
});
