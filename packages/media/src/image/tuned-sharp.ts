import sharp from 'sharp';

/** Decoders for what strangers send; everything else that libvips can read, above all SVG, stays shut. */
const DECODERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'] as const;

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: DECODERS.map((name) => `VipsForeignLoad${name}`) });
// One thread for each picture: the worker decides how many run at once. No file comes twice, so a cache only holds memory.
sharp.concurrency(1);
sharp.cache(false);

export { sharp };
