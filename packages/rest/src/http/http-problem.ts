/** What is wrong with the HTTP of a request, before any use case: the domain has no word for it. `outcome`: what it is counted as. */
export const HTTP_PROBLEMS = {
  route_not_found: { httpStatus: 404, outcome: 'not_found', meaning: 'There is no such route.' },
  method_not_allowed: {
    httpStatus: 405,
    outcome: 'invalid',
    meaning: 'The route does not have this method; `Allow` names those it has.',
  },
  unsupported_media_type: {
    httpStatus: 415,
    outcome: 'invalid',
    meaning: 'The body is of a type that the route does not take; `Accept` names the one it takes.',
  },
  range_not_satisfiable: {
    httpStatus: 416,
    outcome: 'invalid',
    meaning: 'The range holds no byte of the file; `Content-Range` has its size.',
  },
} as const;

export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;

export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: HttpProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpProblemCode, headers: Readonly<Record<string, string>> = {}) {
    super(HTTP_PROBLEMS[code].meaning);
    this.code = code;
    this.headers = headers;
  }
}
