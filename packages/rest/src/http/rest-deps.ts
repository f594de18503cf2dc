import type { Clock, ErrorCode, FileId, FilePart, RateLimiter, UseCases } from '@crosstalk/domain';
import type { RestValues } from '../rest-settings.js';

/** What became of a request, for who counts them. */
export interface Served {
  /** `routeName` of the route; null: there is none. */
  readonly name: string | null;
  readonly outcome: 'ok' | ErrorCode;
  /** `performance.now()` when the message was stored; null where the request posts none. */
  readonly storedAt: number | null;
}

/** What the routes need beside the request. */
export interface RestDeps {
  readonly useCases: UseCases;
  readonly links: {
    urlFor(fileId: FileId, part: FilePart): string;
    verify(
      target: { readonly fileId: FileId; readonly part: FilePart },
      given: { readonly expires: string; readonly signature: string },
    ): boolean;
  };
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  readonly settings: RestValues;
  /** Where clients reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Told of every failure that is no ChatError: a defect, which the caller sees as `internal` only. */
  onDefect(error: unknown): void;
  /** Told once a request, before its answer is written. */
  onServed?(served: Served): void;
}
