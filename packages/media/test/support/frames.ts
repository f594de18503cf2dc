import sharp, { type Sharp } from 'sharp';

export const DELAYS = [100, 200, 300];

/** An animation of three colours, 20 × 10 pixels; the caller says the format. */
export async function animation(): Promise<Sharp> {
  const frames = await Promise.all(
    ['red', 'green', 'blue'].map((background) => plain(20, 10, background).png().toBuffer()),
  );
  return sharp(frames, { join: { animated: true } });
}

/** A picture of one colour. */
export function plain(width: number, height: number, background = '#c02040'): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** A picture whose metadata says where it was taken. */
export function located(width: number, height: number): Sharp {
  return plain(width, height)
    .withExif({
      IFD0: { Artist: 'Ann Example' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Ann Example was here</x:xmpmeta>');
}

/** Noise, so that no compressor makes it small. The same every time. */
export function noise(width: number, height: number): Sharp {
  const bytes = Buffer.alloc(width * height * 3);
  for (let at = 0, state = 1; at < bytes.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return sharp(bytes, { raw: { width, height, channels: 3 } });
}
