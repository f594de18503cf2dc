/** @module What is asked and what comes back. */
export interface SafeRequest {
  /** Redirects are followed for GET and HEAD only; to a POST they come back as the response that they are. */
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Absolute, as the stranger wrote it. */
  readonly url: string;
  /**
   * Another origin than the first sees none but `accept`, `accept-language` and `user-agent` of them. Framing
   * (`content-length`, `accept-encoding`, `host` …) is not the caller's: such names are dropped.
   */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Most bytes of the body, counted after decompression. */
  readonly maxBytes: number;
  /** What happens with a larger body; `truncate` gives its first `maxBytes`. Default: `refuse`. */
  readonly oversize?: 'refuse' | 'truncate';
  /** Milliseconds for everything together: name, connection, redirects, body. */
  readonly deadlineMs: number;
  /** Default: 0. */
  readonly maxRedirects?: number;
  /** Asked with the `content-type` of a 2xx response (empty when there is none) before its body is read. */
  accept?(contentType: string): boolean;
  readonly signal?: AbortSignal;
}

export interface SafeResponse {
  readonly status: number;
  /** Names in lower case; a repeated header is one text, joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** After redirects. */
  readonly url: string;
  readonly body: Buffer;
  /** Whether the body went on after what is here. */
  readonly truncated: boolean;
}

/** @throws SafeFetchError, nothing else. A status such as 404 or 500 is a response. */
export type SafeFetch = (request: SafeRequest) => Promise<SafeResponse>;
