/** @module What became of one file. */

/** Why a file is refused for good: the same bytes would be refused again. Only `too_slow` depends on the machine as well. */
export type RejectionReason =
  | 'empty'
  | 'type_not_allowed'
  | 'infected'
  | 'too_large_to_scan'
  | 'too_many_pixels'
  | 'damaged'
  | 'not_cleanable'
  | 'too_slow';

/**
 * What the reader of a result may want to know:
 * - `active_content`: HTML, SVG, XML and the like; its content type is `application/octet-stream`, so that it is saved and never shown
 * - `animation_dropped`: an animated PNG; the replacement shows the first frame
 * - `cut_short`: a recording that ends before its index does; it plays up to there
 * - `metadata_kept`: a recording whose metadata could not be removed, and may name a place
 * - `not_examined`: a recording without duration and poster, because ffmpeg is not installed or does not know its container
 * - `no_preview`: something to look at, without a picture of it
 */
export type Note =
  | 'active_content'
  | 'animation_dropped'
  | 'cut_short'
  | 'metadata_kept'
  | 'not_examined'
  | 'no_preview';

/** Bytes to store instead of the upload. */
export interface Replacement {
  /** In the work folder. */
  readonly path: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A smaller picture of the file. Sizes in pixels. */
export interface Rendition {
  /** In the work folder. */
  readonly path: string;
  readonly contentType: 'image/webp';
  readonly width: number;
  readonly height: number;
}

export interface ReadyFile {
  readonly outcome: 'ready';
  /** By content; safe to serve. */
  readonly contentType: string;
  /** Pixels, as shown: orientation applied. */
  readonly width?: number;
  readonly height?: number;
  readonly durationSeconds?: number;
  /** Without metadata, orientation applied. The upload itself is not to be served when this is there. */
  readonly replacement?: Replacement;
  /** At most 320 pixels wide and high. */
  readonly thumbnail?: Rendition;
  /** At most 1280 pixels wide and high. */
  readonly preview?: Rendition;
  /** A `data:` URL of a tiny WebP, to be shown blurred until the picture is there. */
  readonly placeholder?: string;
  readonly notes: readonly Note[];
}

export interface RejectedFile {
  readonly outcome: 'rejected';
  readonly reason: RejectionReason;
  /** For logs: what was found. Not for people who chat. */
  readonly detail: string;
}

export type MediaResult = ReadyFile | RejectedFile;
