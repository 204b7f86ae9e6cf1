// Sends a file in parts that fit the line, by tus 1.0, and goes on after a break. Without it the form sends the file whole.
(function () {
  'use strict';
  var form = document.getElementById('deposit'), said = document.getElementById('said');
  if (!form || !window.FormData || !window.localStorage) { return; }
  var SMALL = 16384, LARGE = 8388608, KEPT = 'sluice-upload ', words = form.dataset;
  var part = 262144, url, file, at, failures;

  function say(text) { said.textContent = text; }
  function fill(text, a, b) { return text.replace('{0}', a).replace('{1}', b); }
  function size(n) { return n < 1e6 ? Math.ceil(n / 1e3) + ' kB' : (n / 1e6).toFixed(1) + ' MB'; }
  function key() { return KEPT + [file.name, file.size, file.lastModified].join(' '); }
  function base64(text) { return btoa(unescape(encodeURIComponent(text))); }

  function ask(method, to, headers, body, then) {
    var request = new XMLHttpRequest(), name, over = false;
    function end(lost) { if (!over) { over = true; then(lost ? 0 : request.status, request); } }
    request.open(method, to);
    request.setRequestHeader('Tus-Resumable', '1.0.0');
    request.setRequestHeader('Sluice-Nonce', form.elements.nonce.value);
    for (name in headers) { request.setRequestHeader(name, headers[name]); }
    request.timeout = 120000;
    request.onload = function () { end(false); };
    request.onerror = request.ontimeout = request.onabort = function () { end(true); };
    request.send(body || null);
  }

  function refused(request) {
    var why = '';
    try { why = JSON.parse(request.responseText).error.message; } catch (e) { why = String(request.status); }
    say(request.status === 401 ? words.over : words.refused + ' ' + why);
    form.querySelector('button').disabled = false;
  }

  function lost() {
    failures += 1;
    part = Math.max(SMALL, part / 2);
    say(words.waiting);
    setTimeout(find, Math.min(30, Math.pow(2, failures)) * 1000);
  }

  function done(deposit) {
    localStorage.removeItem(key());
    say(fill(words.done, deposit));
    form.querySelector('button').disabled = false;
  }

  // Where the gateway is; nobody else knows.
  function find() {
    ask('HEAD', url, {}, null, function (status, request) {
      if (status === 200) {
        at = Number(request.getResponseHeader('Upload-Offset'));
        var deposit = request.getResponseHeader('Sluice-Deposit');
        if (deposit) { done(deposit); } else { send(); }
      } else if (status === 404) {
        localStorage.removeItem(key());
        create();
      } else if (status === 0 || status === 423 || status >= 500) {
        lost();
      } else {
        refused(request);
      }
    });
  }

  function create() {
    var metadata = ['filename ' + base64(file.name)], i, field;
    for (i = 0; i < form.elements.length; i += 1) {
      field = form.elements[i];
      if (field.name && field.name !== 'nonce' && field.name !== 'file' && field.value) {
        metadata.push(field.name + ' ' + base64(field.value));
      }
    }
    ask('POST', '/uploads', { 'Upload-Length': file.size, 'Upload-Metadata': metadata.join(',') }, null,
      function (status, request) {
        if (status === 201) {
          url = request.getResponseHeader('Location');
          localStorage.setItem(key(), url);
          at = 0;
          find();
        } else if (status === 0 || status >= 500) {
          failures += 1;
          say(words.waiting);
          setTimeout(create, Math.min(30, Math.pow(2, failures)) * 1000);
        } else {
          refused(request);
        }
      });
  }

  function send() {
    var began = Date.now(), end = Math.min(file.size, at + part);
    say(fill(words.progress, size(at), size(file.size)));
    ask('PATCH', url, { 'Upload-Offset': at, 'Content-Type': 'application/offset+octet-stream' }, file.slice(at, end),
      function (status, request) {
        if (status === 204) {
          failures = 0;
          at = Number(request.getResponseHeader('Upload-Offset'));
          var deposit = request.getResponseHeader('Sluice-Deposit'), took = Date.now() - began;
          if (took < 2000) { part = Math.min(LARGE, part * 2); }
          if (took > 5000) { part = Math.max(SMALL, part / 2); }
          if (deposit) { done(deposit); } else { send(); }
        } else if (status === 0 || status === 409 || status === 423 || status >= 500) {
          lost();
        } else {
          refused(request);
        }
      });
  }

  form.addEventListener('submit', function (event) {
    file = form.elements.file.files[0];
    if (!file) { return; }
    event.preventDefault();
    form.querySelector('button').disabled = true;
    failures = 0;
    url = localStorage.getItem(key());
    if (url) { find(); } else { create(); }
  });
  Object.keys(localStorage).forEach(function (kept) {
    if (kept.indexOf(KEPT) === 0) { say(words.again); }
  });
}());
