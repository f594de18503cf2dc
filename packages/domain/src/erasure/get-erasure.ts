import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { Erasure } from '../model/erasure.js';

/** @throws ChatError `not_found` */
export async function getErasure(domain: Domain, id: string): Promise<Erasure> {
  const erasure = await domain.erasures.find(id);
  if (erasure === null) throw notFound('erasure');
  return erasure;
}
