export { createS3BlobStore } from './create-s3-blob-store.js';
export { checkS3Values, type S3Values, s3Settings } from './s3-settings.js';
