export * from './create-identity.js';
export * from './files/file-links.js';
export * from './identity-settings.js';
export * from './passwords/argon-password-hasher.js';
export * from './tokens/builtin-issuer.js';
export * from './tokens/external-issuer.js';
export * from './tokens/jose-access-tokens.js';
export * from './tokens/random-refresh-tokens.js';
