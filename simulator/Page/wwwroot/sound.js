// The cabinet's sounder, audible once the person has allowed it: a tone that is always there and let through while the output is on.
const frequencyHz = 2900;
const loudness = 0.08;
const rampS = 0.004;
const remembered = 'aed-sound';

let context = null;
let gate = null;
let isOn = false;

function open() {
  context = new AudioContext({ latencyHint: 'interactive' });
  const tone = new OscillatorNode(context, { type: 'square', frequency: frequencyHz });
  const soften = new BiquadFilterNode(context, { type: 'lowpass', frequency: 6000 });
  gate = new GainNode(context, { gain: 0 });
  tone.connect(soften).connect(gate).connect(context.destination);
  tone.start();
}

function apply() {
  if (gate !== null) {
    // A step would click.
    gate.gain.setTargetAtTime(isOn ? loudness : 0, context.currentTime, rampS);
  }
}

// Called by a click: browsers let a page sound only then.
export async function allow() {
  if (context === null) {
    open();
  }

  await context.resume();
  sessionStorage.setItem(remembered, '1');
  apply();
  return context.state === 'running';
}

export async function forbid() {
  sessionStorage.removeItem(remembered);
  await context?.close();
  context = null;
  gate = null;
}

// After the page has loaded itself anew: browsers mostly let it go on to sound.
export async function resume() {
  if (sessionStorage.getItem(remembered) === null) {
    return false;
  }

  open();
  await Promise.race([context.resume(), new Promise(resolve => setTimeout(resolve, 300))]);
  if (context.state !== 'running') {
    await forbid();
    return false;
  }

  apply();
  return true;
}

// Nobody could end a tone that was on when the simulator went away.
window.addEventListener('aed-connection-lost', () => set(false));

export function set(on) {
  isOn = on;
  apply();
}
