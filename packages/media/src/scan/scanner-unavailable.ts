/** The file could not be scanned: the scanner is away, slow or busy. To be tried again; the file is not ready meanwhile. */
export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable';

  constructor(detail: string, options?: ErrorOptions) {
    super(`The virus scanner cannot be used: ${detail}`, options);
  }
}
