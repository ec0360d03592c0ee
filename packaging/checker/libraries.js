// What the page that checks certificates offline takes from others: see package.json.
export { default as jsQR } from "jsqr";
export { hashes, verify } from "@noble/ed25519";
export { sha256, sha512 } from "@noble/hashes/sha2.js";
