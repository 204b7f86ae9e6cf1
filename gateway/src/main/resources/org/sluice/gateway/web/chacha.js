// ChaCha20-Poly1305 as RFC 8439 has it, for sealing only and without additional data: browsers' own cryptography lacks it.
// No branch and no index depends on a secret; that a script runs in constant time is more than anybody can promise.
const ChaChaPoly = (function () {
  'use strict';

  function word(bytes, at) {
    return bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24;
  }

  function put(bytes, at, value) {
    for (let i = 0; i < 4; i += 1) { bytes[at + i] = value >>> 8 * i; }
  }

  function quarter(x, a, b, c, d) {
    let t;
    x[a] += x[b]; t = x[d] ^ x[a]; x[d] = t << 16 | t >>> 16;
    x[c] += x[d]; t = x[b] ^ x[c]; x[b] = t << 12 | t >>> 20;
    x[a] += x[b]; t = x[d] ^ x[a]; x[d] = t << 8 | t >>> 24;
    x[c] += x[d]; t = x[b] ^ x[c]; x[b] = t << 7 | t >>> 25;
  }

  // Section 2.3: what the block of this counter is before its rounds.
  function begin(key, counter, nonce) {
    const state = new Int32Array(16);
    state.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
    for (let i = 0; i < 8; i += 1) { state[4 + i] = word(key, 4 * i); }
    state[12] = counter;
    for (let i = 0; i < 3; i += 1) { state[13 + i] = word(nonce, 4 * i); }
    return state;
  }

  function block(state, x) {
    x.set(state);
    for (let round = 0; round < 10; round += 1) {
      quarter(x, 0, 4, 8, 12);
      quarter(x, 1, 5, 9, 13);
      quarter(x, 2, 6, 10, 14);
      quarter(x, 3, 7, 11, 15);
      quarter(x, 0, 5, 10, 15);
      quarter(x, 1, 6, 11, 12);
      quarter(x, 2, 7, 8, 13);
      quarter(x, 3, 4, 9, 14);
    }
    for (let i = 0; i < 16; i += 1) { x[i] += state[i]; }
  }

  // Section 2.4. The counter goes on in the state.
  function encrypt(state, plain, into) {
    const x = new Int32Array(16);
    for (let at = 0; at < plain.length; at += 64) {
      block(state, x);
      state[12] += 1;
      const end = Math.min(64, plain.length - at);
      for (let i = 0; i < end; i += 1) { into[at + i] = plain[at + i] ^ x[i >> 2] >>> 8 * (i & 3); }
    }
  }

  // A number below 2^132 is six limbs of 22 bits: six products of 23 and 22 bits, twentyfold at most, add up below 2^53.
  const LIMB = 4194304, LOW = 4194303;

  // Adds a number of 128 bits and the bits above it.
  function add(limbs, bytes, at, above) {
    const a = word(bytes, at), b = word(bytes, at + 4), c = word(bytes, at + 8), d = word(bytes, at + 12);
    limbs[0] += a & LOW;
    limbs[1] += (a >>> 22 | b << 10) & LOW;
    limbs[2] += (b >>> 12 | c << 20) & LOW;
    limbs[3] += c >>> 2 & LOW;
    limbs[4] += (c >>> 24 | d << 8) & LOW;
    limbs[5] += (d >>> 14) + above * 262144;
  }

  // Section 2.5.
  function poly1305(key, message) {
    const clamped = new Uint8Array(16), r = new Float64Array(6), h = new Float64Array(6), product = new Float64Array(6);
    for (let i = 0; i < 16; i += 1) { clamped[i] = key[i] & (i % 4 === 3 ? 15 : i > 0 && i % 4 === 0 ? 252 : 255); }
    add(r, clamped, 0, 0);
    for (let at = 0; at < message.length; at += 16) {
      if (message.length - at >= 16) {
        add(h, message, at, 1);
      } else {
        const rest = new Uint8Array(16);
        rest.set(message.subarray(at));
        rest[message.length - at] = 1;
        add(h, rest, 0, 0);
      }
      let carry = 0;
      for (let i = 0; i < 6; i += 1) {
        let sum = carry;
        // 2^132 is 20 modulo 2^130 - 5.
        for (let j = 0; j <= i; j += 1) { sum += h[j] * r[i - j]; }
        for (let j = i + 1; j < 6; j += 1) { sum += h[j] * r[i + 6 - j] * 20; }
        carry = Math.floor(sum / LIMB);
        product[i] = sum - carry * LIMB;
      }
      h.set(product);
      h[0] += carry * 20;
      carry = Math.floor(h[0] / LIMB);
      h[0] -= carry * LIMB;
      h[1] += carry;
    }
    return tag(reduced(h), key);
  }

  // Below 2^130 - 5, every limb below 2^22.
  function reduced(h) {
    for (let pass = 0; pass < 2; pass += 1) {
      let carry = Math.floor(h[5] / 1048576) * 5;
      h[5] %= 1048576;
      for (let i = 0; i < 6; i += 1) {
        const sum = h[i] + carry;
        carry = Math.floor(sum / LIMB);
        h[i] = sum - carry * LIMB;
      }
    }
    // What is 5 more reaches 2^130 exactly when the number is not below 2^130 - 5.
    const more = new Float64Array(6);
    let carry = 5;
    for (let i = 0; i < 6; i += 1) {
      const sum = h[i] + carry;
      carry = Math.floor(sum / LIMB);
      more[i] = sum - carry * LIMB;
    }
    const over = Math.floor(more[5] / 1048576);
    more[5] %= 1048576;
    for (let i = 0; i < 6; i += 1) { h[i] = h[i] * (1 - over) + more[i] * over; }
    return h;
  }

  function tag(h, key) {
    const out = new Uint8Array(16);
    const words = [h[0] | h[1] << 22, h[1] >>> 10 | h[2] << 12, h[2] >>> 20 | h[3] << 2 | h[4] << 24, h[4] >>> 8 | h[5] << 14];
    let carry = 0;
    for (let i = 0; i < 4; i += 1) {
      const sum = (words[i] >>> 0) + (word(key, 16 + 4 * i) >>> 0) + carry;
      put(out, 4 * i, sum % 4294967296);
      carry = Math.floor(sum / 4294967296);
    }
    return out;
  }

  // Section 2.8: the ciphertext with its tag behind it. One key and nonce never seal two contents.
  function seal(key, nonce, plain) {
    const state = begin(key, 0, nonce), first = new Int32Array(16), once = new Uint8Array(32);
    block(state, first);
    for (let i = 0; i < 8; i += 1) { put(once, 4 * i, first[i]); }
    state[12] = 1;
    const padded = Math.ceil(plain.length / 16) * 16, out = new Uint8Array(padded + 16);
    encrypt(state, plain, out);
    put(out, padded + 8, plain.length);
    put(out, padded + 12, Math.floor(plain.length / 4294967296));
    out.set(poly1305(once, out), plain.length);
    return out.subarray(0, plain.length + 16);
  }

  return { seal, begin, encrypt, poly1305 };
}());
