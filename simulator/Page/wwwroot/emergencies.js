// What the list of open emergencies needs of the browser: when a hand is at it, a guard against rows that have just moved under the
// hand, sound and desktop notices for what is new, and the focus when a row goes.
const restMs = 5000;
const guardMs = 700;
const againMs = 15000;

// A browser that does not let a page sound without a click never answers; one that was clicked may be busy.
const resumeMs = 300;
const allowMs = 3000;
const remembered = 'aed-centre-sound';

let section = null;
let page = null;
let rest = null;
let isHeld = false;
let observer = null;
let lastFocused = null;
let context = null;
let repeat = null;
let unseen = 0;
let places = new Map();

function hold(isHand) {
  clearTimeout(rest);
  rest = isHand ? setTimeout(() => hold(false), restMs) : null;
  if (isHand !== isHeld) {
    isHeld = isHand;
    page?.invokeMethodAsync('Hold', isHand).catch(() => {});
  }
}

const rows = () => section.querySelectorAll('.alarm');
const place = row => Math.round(row.getBoundingClientRect().top + window.scrollY);
const isRow = event => event.target instanceof Element && event.target.closest('.alarm') !== null;

function onHand(event) {
  if (isRow(event)) {
    hold(true);
  }
}

function onLeave() {
  // A key pressed in the list a moment ago is a hand too.
  if (!section.contains(document.activeElement) || document.activeElement === section.querySelector('h2')) {
    hold(false);
  }
}

// A click meant for the row that was here a moment ago must not act on the one that has come in its place.
function onClick(event) {
  const row = event.target instanceof Element ? event.target.closest('.alarm') : null;
  if (row !== null && event.detail > 0 && row.dataset.moved !== undefined) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function mark(row) {
  const mine = String(performance.now());
  row.dataset.moved = mine;
  setTimeout(() => {
    if (row.dataset.moved === mine) {
      delete row.dataset.moved;
    }
  }, guardMs);
}

function onChange() {
  const next = new Map();
  for (const row of rows()) {
    const top = place(row);
    if (places.get(row) !== undefined ? places.get(row) !== top : places.size > 0) {
      mark(row);
    }

    next.set(row, top);
  }

  places = next;
  if (lastFocused !== null && !lastFocused.isConnected && document.activeElement === document.body) {
    lastFocused = null;
    section.querySelector('h2').focus({ preventScroll: true });
  }
}

function onFocus(event) {
  lastFocused = event.target;
}

// Keys act on the row that has the focus, and on no other; F8 brings the focus there from anywhere on the page.
function onKey(event) {
  const inText = event.target instanceof Element && event.target.closest('input:not([type=radio]), textarea, select') !== null;
  const row = event.target instanceof Element ? event.target.closest('.alarm') : null;
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || row === null) {
    return;
  }

  if (event.key === 'Escape') {
    row.querySelector('[data-cancel]')?.click();
  } else if (inText || event.target.closest('.closing') !== null) {
    return;
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const all = [...rows()];
    all[all.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
  } else if (['1', '2', '3'].includes(event.key)) {
    row.querySelectorAll('.emergency-stages li')[Number(event.key) - 1].querySelector('button')?.click();
  }
}

async function onAnyKey(event) {
  if (event.key !== 'F8' || event.repeat || section === null) {
    return;
  }

  event.preventDefault();
  if (section.querySelector('[data-testid=emergencies-show]') !== null) {
    await page?.invokeMethodAsync('ShowNow').catch(() => {});
  }

  (section.querySelector('.alarm.new') ?? section.querySelector('.alarm') ?? section.querySelector('h2')).focus();
}

function beep() {
  if (context === null || context.state !== 'running') {
    return;
  }

  for (const [after, hz] of [[0, 880], [0.22, 1175], [0.44, 880]]) {
    const at = context.currentTime + after;
    const tone = new OscillatorNode(context, { type: 'triangle', frequency: hz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setTargetAtTime(0.3, at, 0.01);
    gain.gain.setTargetAtTime(0, at + 0.16, 0.02);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.3);
  }
}

function repeatWhileUnseen() {
  clearInterval(repeat);
  repeat = unseen > 0 && context !== null ? setInterval(beep, againMs) : null;
}

async function open(patienceMs) {
  context ??= new AudioContext();
  await Promise.race([context.resume(), new Promise(resolve => setTimeout(resolve, patienceMs))]);
  return context.state === 'running';
}

export async function watch(element, dotnet) {
  section = element;
  page = dotnet;
  for (const name of ['pointermove', 'pointerdown', 'keydown']) {
    section.addEventListener(name, onHand, { passive: true });
  }

  section.addEventListener('pointerleave', onLeave);
  section.addEventListener('click', onClick, { capture: true });
  section.addEventListener('focusin', onFocus);
  section.addEventListener('keydown', onKey);
  document.addEventListener('keydown', onAnyKey);

  // A window of another width moves rows at once, not when the next change is drawn.
  window.addEventListener('resize', onChange);
  observer = new MutationObserver(onChange);
  observer.observe(section, { childList: true, subtree: true });
  onChange();
  if (localStorage.getItem(remembered) === null) {
    return false;
  }

  if (!await open(resumeMs)) {
    await forbidSound();
    return false;
  }

  return true;
}

// What waited is shown: the next hand at the list is a new one.
export function release() {
  clearTimeout(rest);
  isHeld = false;
}

export function leave() {
  observer?.disconnect();
  document.removeEventListener('keydown', onAnyKey);
  window.removeEventListener('resize', onChange);
  clearTimeout(rest);
  clearInterval(repeat);
  page = null;
  isHeld = false;
  places = new Map();
  return forbidSound();
}

async function forbidSound() {
  clearInterval(repeat);

  // Another list may open its own while this one closes.
  const closing = context;
  context = null;
  await closing?.close();
}

// Called by a click: browsers let a page sound, and ask whether it may notify, only then.
export async function allow() {
  if (!await open(allowMs)) {
    await forbidSound();
    return false;
  }

  localStorage.setItem(remembered, '1');
  if ('Notification' in window && Notification.permission === 'default') {
    await Notification.requestPermission();
  }

  beep();
  repeatWhileUnseen();
  return true;
}

export async function forbid() {
  localStorage.removeItem(remembered);
  await forbidSound();
  return false;
}

export function tell(count, fresh) {
  unseen = count;
  if (fresh.length > 0) {
    beep();
  }

  repeatWhileUnseen();
  if (context === null || !('Notification' in window) || Notification.permission !== 'granted') {
    return;
  }

  for (const item of fresh) {
    const notice = new Notification(item.title, { body: item.body, tag: item.tag, requireInteraction: true });
    notice.onclick = () => {
      window.focus();
      document.getElementById('emergency-' + item.tag)?.scrollIntoView({ block: 'nearest' });
      notice.close();
    };
  }
}

// Nobody can do anything on a page that is cut off; it says so itself.
window.addEventListener('aed-connection-lost', () => clearInterval(repeat));
