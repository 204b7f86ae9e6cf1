// Seals files in this browser and deposits what came of it, by tus 1.0. Without it the page stays locked and says why.
(async function () {
  'use strict';
  const form = document.getElementById('seal'), said = document.getElementById('said');
  const keys = document.getElementById('keys'), sent = document.getElementById('sent'), words = form.dataset;
  const SMALL = 16384, LARGE = 8388608, BACK = 1048576, recipients = new Map();

  class Told extends Error {}

  // Names stand apart from words of another direction.
  function fill(text, ...values) {
    return values.reduce((filled, value, i) => filled.replace('{' + i + '}', () => '\u2068' + value + '\u2069'), text);
  }
  function size(n) { return n < 1e6 ? Math.ceil(n / 1e3) + ' kB' : (n / 1e6).toFixed(1) + ' MB'; }
  function base64(text) { return btoa(String.fromCharCode(...new TextEncoder().encode(text))); }
  function pause(failures) { return new Promise((on) => { setTimeout(on, Math.min(30, 2 ** failures) * 1000); }); }
  function say(text) { said.textContent = text; }
  function make(tag, text, to) {
    const made = document.createElement(tag);
    made.textContent = text;
    to.append(made);
    return made;
  }

  // The answer, or null where the line or the gateway fails for a while.
  async function ask(method, to, headers, body) {
    let answer;
    try {
      answer = await fetch(to, {
        method, body, redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(120000),
        headers: { 'Tus-Resumable': '1.0.0', 'Sluice-Nonce': form.elements.nonce.value, ...headers }
      });
    } catch (e) {
      return null;
    }
    if (answer.ok || [404, 409, 423].includes(answer.status)) { return answer; }
    if (answer.status >= 500) { return null; }
    if (answer.status === 401) { throw new Told(words.over); }
    let why = String(answer.status);
    try { why = (await answer.json()).error.message; } catch (e) { /* It stays with the number. */ }
    throw new Told(words.refused + ' ' + why);
  }

  // What a page can't do safely it leaves to `sluice send`: one key that is left out locks its holder out.
  async function find(name) {
    const answer = await ask('GET', '/keys/' + encodeURIComponent(name), {});
    if (!answer || !answer.ok) { throw new Told(fill(answer ? words.nokey : words.waiting, name)); }
    const points = [];
    const all = (await answer.json()).keys;
    for (const key of all) {
      const point = key.kind === 'age' ? Age.point(key.key) : null;
      if (!point) { throw new Told(fill(words.otherkey, name)); }
      points.push(point);
    }
    show(name, points, await Promise.all(all.map((key) => Age.fingerprint(key.key))));
  }

  function show(name, points, fingerprints) {
    remove(name);
    const box = make('fieldset', '', keys);
    make('bdi', name, make('legend', '', box));
    fingerprints.forEach((fingerprint) => {
      const label = make('label', '', make('p', '', box));
      const tick = make('input', '', label);
      tick.type = 'checkbox';
      label.append(' ', words.compared, ' ');
      make('code', fingerprint, label).dir = 'ltr';
    });
    const button = make('button', words.remove, box);
    button.type = 'button';
    button.className = 'quiet';
    button.addEventListener('click', () => remove(name));
    recipients.set(name, { points, box });
  }

  function remove(name) {
    if (recipients.has(name)) { recipients.get(name).box.remove(); }
    recipients.delete(name);
  }

  async function create(name, length) {
    const metadata = ['filename ' + base64(name)];
    for (const field of form.querySelectorAll('[name]')) {
      if (field.name !== 'nonce' && field.value) { metadata.push(field.name + ' ' + base64(field.value)); }
    }
    for (let failures = 1; ; failures += 1) {
      const answer = await ask('POST', '/uploads', { 'Upload-Length': length, 'Upload-Metadata': metadata.join(',') });
      if (answer && answer.status === 201) { return answer.headers.get('Location'); }
      say(words.waiting);
      await pause(failures);
    }
  }

  async function plain(file, at) {
    const length = Math.min(Age.CHUNK, file.size - at);
    let bytes;
    try {
      bytes = new Uint8Array(await file.slice(at, at + length).arrayBuffer());
    } catch (e) {
      bytes = new Uint8Array(0);
    }
    if (bytes.length !== length) { throw new Told(fill(words.changed, file.name)); }
    return bytes;
  }

  async function send(file, points) {
    const name = file.name + '.age', sealed = await Age.begin(points);
    const whole = sealed.head.length + Age.size(file.size), url = await create(name, whole);
    // What is sealed is held until the gateway has it for sure: it may step back a frame, and no chunk is sealed twice.
    let held = new Blob([sealed.head]), from = 0, read = 0, at = 0, part = 262144, failures = 0, lost = false;
    for (;;) {
      const end = Math.min(whole, at + part), pieces = [held];
      for (let made = from + held.size; made < end; made += pieces.at(-1).length) {
        const chunk = await plain(file, read);
        read += chunk.length;
        pieces.push(sealed.chunk(chunk, read === file.size));
      }
      held = new Blob(pieces);
      say(fill(words.progress, size(at), size(whole), name));
      const began = Date.now();
      const answer = lost
        ? await ask('HEAD', url, {})
        : await ask('PATCH', url, { 'Upload-Offset': at, 'Content-Type': 'application/offset+octet-stream' },
          held.slice(at - from, end - from));
      if (answer && answer.status === 404) { throw new Told(fill(words.gone, file.name)); }
      if (!answer || !answer.ok) {
        failures += 1;
        part = Math.max(SMALL, part / 2);
        say(words.waiting);
        await pause(failures);
        lost = true;
        continue;
      }
      const deposit = answer.headers.get('Sluice-Deposit');
      if (deposit) { return fill(words.done, deposit); }
      if (!lost) {
        const took = Date.now() - began;
        failures = 0;
        if (took < 2000) { part = Math.min(LARGE, part * 2); }
        if (took > 5000) { part = Math.max(SMALL, part / 2); }
      }
      lost = false;
      at = Number(answer.headers.get('Upload-Offset'));
      if (at < from || at > from + held.size) { throw new Told(fill(words.gone, file.name)); }
      const drop = Math.max(0, at - BACK - from);
      held = held.slice(drop);
      from += drop;
    }
  }

  // One act at a time; the page is locked meanwhile.
  async function run(act) {
    const lock = document.getElementById('lock'), stay = (event) => event.preventDefault();
    lock.disabled = true;
    window.addEventListener('beforeunload', stay);
    try {
      say('');
      await act();
    } catch (e) {
      say(e instanceof Told ? e.message : words.unable);
    }
    window.removeEventListener('beforeunload', stay);
    lock.disabled = false;
  }

  function enter() {
    const to = document.getElementById('to'), name = to.value.trim();
    if (name) { run(async () => { await find(name); to.value = ''; }); }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const files = Array.from(document.getElementById('file').files);
    const points = Array.from(recipients.values()).flatMap((one) => one.points);
    run(async () => {
      if (points.length === 0) { throw new Told(words.nobody); }
      if (keys.querySelector('input:not(:checked)')) { throw new Told(words.untick); }
      for (const file of files) {
        const done = await send(file, points), item = make('li', '', sent);
        make('bdi', file.name + '.age', item);
        item.append(': ', done);
      }
      say('');
      document.getElementById('file').value = '';
    });
  });
  document.getElementById('ask').addEventListener('click', enter);
  document.getElementById('to').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); enter(); }
  });
  if (await Age.possible()) {
    document.getElementById('unable').remove();
    document.getElementById('lock').disabled = false;
  }
}());
