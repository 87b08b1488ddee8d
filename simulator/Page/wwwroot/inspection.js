// An inspection's form. What is entered is kept on this telephone from the first touch on, and what was sent without a network goes as soon
// as there is one, under the id that it was given when it was filled in: however often it is sent, it is one inspection.
(function () {
  'use strict';

  const form = document.getElementById('inspection');
  const outcome = document.getElementById('outcome');
  const photoNote = document.getElementById('photo-kept');
  const button = form.querySelector('button');
  const cabinet = form.dataset.cabinet;
  const retryMs = 15000;
  const longestEdge = 1600;
  const words = {};
  for (const name of document.querySelectorAll('#words dt')) {
    words[name.textContent] = name.nextElementSibling.textContent;
  }

  // Beside the photograph, everything is a few bytes; the photograph is what needs a database.
  const open = () => new Promise((resolve, reject) => {
    const request = indexedDB.open('aed-inspections', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('kept', { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  async function store(mode, work) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const step = database.transaction('kept', mode);
        const request = work(step.objectStore('kept'));
        step.oncomplete = () => resolve(request.result);
        step.onerror = () => reject(step.error);
        step.onabort = () => reject(step.error);
      });
    } finally {
      database.close();
    }
  }

  const draftKey = 'draft ' + cabinet;
  const waitingKey = id => 'waiting ' + id;
  const newId = () => crypto.randomUUID ? crypto.randomUUID()
    : '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, c => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));
  let draft = { key: draftKey, cabinet, id: newId(), fields: {}, photo: null };
  let writing = Promise.resolve();
  let isSending = false;

  function say(word, more) {
    outcome.textContent = more === undefined ? words[word] : words[word].replace('{0}', more);
  }

  function fieldsOf() {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && value !== '') {
        fields[name] = value;
      }
    }

    return fields;
  }

  function keep() {
    draft.fields = fieldsOf();
    const picture = { ...draft, fields: { ...draft.fields } };
    writing = writing.then(() => store('readwrite', kept => kept.put(picture))).then(() => say('drafted'), () => say('full'));
    return writing;
  }

  // Smaller, and drawn anew: what the camera wrote into the file stays behind.
  async function shrink(file) {
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, longestEdge / Math.max(picture.width, picture.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      return await new Promise(resolve => canvas.toBlob(blob => resolve(blob ?? file), 'image/jpeg', 0.8));
    } catch {
      return file;
    }
  }

  function showPhoto() {
    photoNote.textContent = draft.photo ? `${Math.ceil(draft.photo.size / 1024)} KB` : '';
  }

  function fill() {
    for (const [name, value] of Object.entries(draft.fields)) {
      for (const field of form.elements[name]?.length === undefined ? [form.elements[name]] : form.elements[name]) {
        if (field?.type === 'radio') {
          field.checked = field.value === value;
        } else if (field) {
          field.value = value;
        }
      }
    }

    showPhoto();
  }

  function mark(wrong) {
    for (const place of form.querySelectorAll('[data-wrong]')) {
      place.textContent = wrong[place.dataset.wrong] ?? '';
    }

    const first = Object.keys(wrong)[0];
    form.querySelector(`[name="${CSS.escape(first ?? '')}"]`)?.focus();
  }

  // What can be seen to be missing here is said here: who has no network would go away and believe that it is done.
  function missing() {
    const fields = fieldsOf();
    const answers = [...new Set([...form.querySelectorAll('input[type=radio]')].map(answer => answer.name))];
    const wrong = Object.fromEntries(answers.filter(name => !fields[name]).map(name => [name, words.choose]));
    if (answers.some(name => fields[name] === 'defect') && !(fields.note ?? '').trim() && !draft.photo) {
      wrong.note = words.explain;
    }

    // What this browser could not make smaller would be refused after minutes of sending.
    if (draft.photo?.size > Number(form.elements.photo.dataset.most)) {
      wrong.photo = words['too-large'];
    }

    return wrong;
  }

  function bodyOf(kept) {
    const body = new FormData();
    body.set('id', kept.id);
    body.set('at', kept.at);
    for (const [name, value] of Object.entries(kept.fields)) {
      body.set(name, value);
    }

    if (kept.photo) {
      body.set('photo', kept.photo, 'photo');
    }

    return body;
  }

  const remove = key => store('readwrite', kept => kept.delete(key));

  // Whether it is over: taken, or refused for good so that a person has to see to it.
  async function send(kept) {
    let answer;
    try {
      answer = await fetch(kept.to, { method: 'POST', body: bodyOf(kept), redirect: 'manual', headers: { Accept: 'application/json' } });
    } catch {
      say('waiting');
      return;
    }

    if (answer.type === 'opaqueredirect' || answer.status === 401) {
      say('login');
      return;
    }

    const told = await answer.json().catch(() => ({}));
    if (answer.ok) {
      say(told.outcome);
      if (told.outcome !== 'NotSent') {
        await remove(kept.key);
      }
    } else {
      // What can't be taken as it is goes back into its form, to be corrected: the same inspection. What may be taken later waits.
      if (answer.status < 500 && answer.status !== 429 && kept.cabinet === cabinet) {
        draft = { ...kept, key: draftKey };
        fill();
        await keep();
        await remove(kept.key);
        mark(told.wrong ?? {});
      }

      if (told.wrong) {
        say('wrong');
      } else {
        say('refused', told.message ?? String(answer.status));
      }
    }
  }

  async function sendWaiting() {
    if (isSending) {
      return;
    }

    isSending = true;
    try {
      const all = await store('readonly', kept => kept.getAll());
      for (const kept of all.filter(item => item.key.startsWith('waiting '))) {
        await send(kept);
      }
    } catch {
      // The telephone gives nothing back now; it is asked again.
    } finally {
      isSending = false;
    }
  }

  form.addEventListener('input', event => {
    if (event.target.id !== 'photo') {
      void keep();
    }
  });

  form.elements.photo.addEventListener('change', async event => {
    const file = event.target.files[0];
    draft.photo = file ? await shrink(file) : null;
    showPhoto();
    await keep();
  });

  form.addEventListener('submit', async event => {
    event.preventDefault();
    const wrong = missing();
    mark(wrong);
    if (Object.keys(wrong).length > 0) {
      await writing;
      say('wrong');
      return;
    }

    button.disabled = true;
    say('sending');
    const waiting = { ...draft, key: waitingKey(draft.id), to: form.dataset.to, at: new Date().toISOString(), fields: fieldsOf() };
    try {
      await writing;
      await store('readwrite', kept => kept.put(waiting));
      await remove(draftKey);
      draft = { key: draftKey, cabinet, id: newId(), fields: {}, photo: null };
      form.reset();
      showPhoto();
      await sendWaiting();
    } catch {
      // Nothing can be kept here: it is sent at once, or stays in the form.
      say('full');
      await send(waiting);
    } finally {
      button.disabled = false;
    }
  });

  // From now on the form itself is there without a network too. Only over HTTPS, or on this host, does a browser allow it.
  async function keepForm() {
    if (!navigator.serviceWorker) {
      return;
    }

    try {
      await navigator.serviceWorker.register('/inspection-worker.js', { scope: '/c/' });
      await navigator.serviceWorker.ready;
      const cache = await caches.open('aed-inspection');
      for (const part of [location.pathname + location.search, '/inspection.js', '/care-public.css', '/favicon.svg']) {
        const answer = await fetch(part);
        if (answer.ok && !answer.redirected) {
          await cache.put(part.split('?')[0], answer);
        }
      }

      form.dataset.kept = 'true';
    } catch {
      // It works without; what was entered is kept all the same.
    }
  }

  void keepForm();
  window.addEventListener('online', sendWaiting);
  setInterval(sendWaiting, retryMs);
  store('readonly', kept => kept.get(draftKey)).then(kept => {
    if (kept) {
      draft = kept;
      fill();
      say('drafted');
    }

    form.dataset.ready = 'true';
    return sendWaiting();
  }, () => {
    form.dataset.ready = 'true';
    say('full');
  });
})();
