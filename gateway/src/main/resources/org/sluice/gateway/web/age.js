// Files in the age format (age-encryption.org/v1) for X25519 recipients, sealed chunk by chunk. What browsers have is theirs:
// X25519, HKDF, HMAC, SHA-256 and random numbers; the rest is in chacha.js.
const Age = (function () {
  'use strict';

  const CHUNK = 65536, TAG = 16, NONCE = 16, ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  const subtle = globalThis.crypto && crypto.subtle;

  function ascii(text) { return new TextEncoder().encode(text); }
  function base64(bytes) { return btoa(String.fromCharCode(...bytes)).replace(/=+$/, ''); }
  function join(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    parts.forEach((part) => { whole.set(part, at); at += part.length; });
    return whole;
  }

  // Whether this browser can do it; asked before anything is.
  async function possible() {
    try {
      const pair = await subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']);
      await subtle.deriveBits({ name: 'X25519', public: pair.publicKey }, pair.privateKey, 256);
      return true;
    } catch (e) {
      return false;
    }
  }

  // The 32 bytes of "age1…" (Bech32, BIP 173); null for whatever is misspelled or another kind of key.
  function point(spelled) {
    const fives = Array.from(spelled.slice(4), (letter) => ALPHABET.indexOf(letter));
    if (spelled.slice(0, 4) !== 'age1' || fives.length !== 58 || fives.includes(-1)) { return null; }
    let sum = 1;
    // The prefix as the checksum takes it: each letter's high bits, a zero, its low bits.
    [3, 3, 3, 0, 1, 7, 5].concat(fives).forEach((five) => {
      const top = sum >>> 25;
      sum = (sum & 0x1ffffff) << 5 ^ five;
      GENERATOR.forEach((one, i) => { if (top >>> i & 1) { sum ^= one; } });
    });
    if (sum !== 1) { return null; }
    const bytes = new Uint8Array(32);
    let held = 0, bits = 0, at = 0;
    fives.slice(0, 52).forEach((five) => {
      held = (held << 5 | five) & 0xfff;
      bits += 5;
      if (bits >= 8) { bits -= 8; bytes[at] = held >>> bits; at += 1; }
    });
    return held & (1 << bits) - 1 ? null : bytes;
  }

  // What two people compare: 20 bytes of the SHA-256 of the spelled key, as `sluice` shows them.
  async function fingerprint(spelled) {
    const hash = new Uint8Array(await subtle.digest('SHA-256', ascii(spelled)));
    return Array.from(hash.subarray(0, 20), (byte) => byte.toString(16).padStart(2, '0')).join('').match(/.{4}/g).join(' ');
  }

  async function derive(input, salt, info) {
    const key = await subtle.importKey('raw', input, 'HKDF', false, ['deriveBits']);
    return new Uint8Array(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info: ascii(info) }, key, 256));
  }

  async function stanza(fileKey, recipient) {
    const ours = await subtle.generateKey({ name: 'X25519' }, true, ['deriveBits']);
    const share = new Uint8Array(await subtle.exportKey('raw', ours.publicKey));
    const theirs = await subtle.importKey('raw', recipient, { name: 'X25519' }, false, []);
    // Fails for a key of small order, whose secret everybody knows.
    const shared = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: theirs }, ours.privateKey, 256));
    const key = await derive(shared, join(share, recipient), 'age-encryption.org/v1/X25519');
    return '-> X25519 ' + base64(share) + '\n' + base64(ChaChaPoly.seal(key, new Uint8Array(12), fileKey)) + '\n';
  }

  // A file for 1 to 512 points: its head, then its chunks in their order, each 64 KiB but the last. Chunks of one file are
  // sealed once each: two contents under one key and nonce would show each other.
  async function begin(points) {
    const fileKey = crypto.getRandomValues(new Uint8Array(16)), nonce = crypto.getRandomValues(new Uint8Array(NONCE));
    let text = 'age-encryption.org/v1\n';
    for (const one of points) { text += await stanza(fileKey, one); }
    text += '---';
    const macKey = await subtle.importKey(
      'raw', await derive(fileKey, new Uint8Array(0), 'header'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const mac = new Uint8Array(await subtle.sign('HMAC', macKey, ascii(text)));
    const key = await derive(fileKey, nonce, 'payload');
    fileKey.fill(0);
    let next = 0, ended = false;
    return {
      head: join(ascii(text + ' ' + base64(mac) + '\n'), nonce),
      chunk(plain, last) {
        if (ended || plain.length > CHUNK || !last && plain.length < CHUNK) { throw new Error('no chunk of this file'); }
        ended = last;
        const counted = new Uint8Array(12), view = new DataView(counted.buffer);
        view.setUint32(3, Math.floor(next / 4294967296));
        view.setUint32(7, next % 4294967296);
        counted[11] = last ? 1 : 0;
        next += 1;
        const sealed = ChaChaPoly.seal(key, counted, plain);
        if (last) { key.fill(0); }
        return sealed;
      }
    };
  }

  // How long what follows the head is, for so many plain bytes.
  function size(plain) { return plain + TAG * Math.max(1, Math.ceil(plain / CHUNK)); }

  return { CHUNK, possible, point, fingerprint, begin, size };
}());
