// The map: a canvas of its own, so that nothing comes from another host and no script is made from text. All coordinates here are in
// the map's datum, degrees; x and y are web Mercator, the world from 0 to 1.
const tilePx = 256;
const leastZoom = 3;
const mostZoom = 18;
const cellPx = 44;
const singleFromZoom = 16;

// Two metres and a half: what is nearer than that is one place.
const finestCells = 2 ** 24;
const keyStepPx = 80;
const clickPx = 5;
const labelPx = 80;
const hitPx = 20;
const namePx = 14;
const nameLinePx = 17;
const nameHighPx = 11;
const mostTiles = 256;
const earthM = 40075016.7;

const toX = lon => (lon + 180) / 360;
const toY = lat => (1 - Math.asinh(Math.tan(lat * Math.PI / 180)) / Math.PI) / 2;
const toLon = x => x * 360 - 180;
const toLat = y => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI;
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

// The centre of gravity of a ring.
function middle(ring) {
  let [area, x, y] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [one, other] = [ring[i - 1], ring[i]];
    const part = one.x * other.y - other.x * one.y;
    area += part;
    x += (one.x + other.x) * part;
    y += (one.y + other.y) * part;
  }
  return { x: x / (3 * area), y: y / (3 * area), area: Math.abs(area) };
}

export function open(canvas, page, settings) {
  return new AedMap(canvas, page, settings);
}

class AedMap {
  constructor(canvas, page, settings) {
    this.canvas = canvas;
    this.page = page;
    this.settings = settings;
    this.shapes = settings.shapes.map(path => new Path2D(path));
    this.outlines = settings.outlines.map(outline => ({
      name: outline.name, rings: outline.rings.map(ring => this.project(ring))
    }));
    this.outlines.forEach(outline => Object.assign(outline, middle(outline.rings[0])));
    this.outlines.sort((one, other) => other.area - one.area);
    this.points = new Map();
    this.hidden = new Set();
    this.groups = new Map();
    this.tiles = new Map();
    this.found = { place: null, near: [], over: [] };
    this.pointers = new Map();
    this.stop = new AbortController();
    this.fit(this.outlines.flatMap(outline => outline.rings.flat()), 0);
    const on = (name, act, options) => canvas.addEventListener(name, act.bind(this), { signal: this.stop.signal, ...options });
    on('pointerdown', this.onDown);
    on('pointermove', this.onMove);
    on('pointerup', this.onUp);
    on('pointercancel', this.onUp);
    on('wheel', this.onWheel, { passive: false });
    on('keydown', this.onKey);
    on('focus', this.draw);
    on('blur', this.draw);

    // The colour of the letters fades from light to dark: then everything is drawn anew.
    on('transitionend', this.draw);
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(canvas);
    this.resize();
  }

  project(flat) {
    const ring = [];
    for (let i = 0; i < flat.length; i += 2) {
      ring.push({ x: toX(flat[i + 1]), y: toY(flat[i]) });
    }
    return ring;
  }

  // Called by the page.
  put(changes) {
    for (const line of changes.split('\n')) {
      const [id, lat, lon, status, isOpen] = line.split('\t');
      if (lat !== undefined) {
        this.points.set(id, { id, x: toX(Number(lon)), y: toY(Number(lat)), status: Number(status), isOpen: isOpen === '1' });
      } else if (id !== '') {
        this.points.delete(id);
      }
    }
    this.groups.clear();
    this.draw();
  }

  show(found) {
    const at = pair => ({ x: toX(pair[1]), y: toY(pair[0]) });
    this.found = { place: found.place && at(found.place), near: found.near.map(at), over: found.over.map(at) };
    if (found.isNew && this.found.place) {
      this.fit([this.found.place, ...this.found.near], 48);
    }
    this.draw();
  }

  hide(statuses) {
    this.hidden = new Set(statuses);
    this.groups.clear();
    this.draw();
  }

  zoomBy(steps) {
    this.zoomAt(this.width / 2, this.height / 2, steps);
  }

  whole() {
    this.fit(this.outlines.flatMap(outline => outline.rings.flat()), 8);
    this.draw();
  }

  pickCentre() {
    this.pick(this.width / 2, this.height / 2);
  }

  close() {
    this.stop.abort();
    this.sizes.disconnect();
  }

  // Where things are.
  get scale() {
    return tilePx * 2 ** this.zoom;
  }

  px(point) {
    return { x: (point.x - this.x) * this.scale + this.width / 2, y: (point.y - this.y) * this.scale + this.height / 2 };
  }

  fit(points, marginPx) {
    const xs = points.map(point => point.x);
    const ys = points.map(point => point.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2;
    const room = (length, px) => Math.log2(Math.max(64, px - 2 * marginPx) / tilePx / Math.max(length, 1e-9));
    const width = this.width ?? this.canvas.clientWidth;
    const height = this.height ?? this.canvas.clientHeight;
    this.zoom = clamp(Math.floor(Math.min(room(right - left, width), room(bottom - top, height))), leastZoom, points.length > 1 ? mostZoom - 1 : 15);
  }

  zoomAt(px, py, steps) {
    const zoom = clamp(this.zoom + steps, leastZoom, mostZoom);
    const [dx, dy] = [px - this.width / 2, py - this.height / 2];
    const [x, y] = [this.x + dx / this.scale, this.y + dy / this.scale];
    this.zoom = zoom;
    this.moveTo(x - dx / this.scale, y - dy / this.scale);
  }

  moveTo(x, y) {
    this.x = clamp(x, 0, 1);
    this.y = clamp(y, 0, 1);
    this.draw();
  }

  resize() {
    const ratio = window.devicePixelRatio || 1;
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.ratio = ratio;
    if (!this.isPlaced && this.width > 0) {
      this.isPlaced = true;
      this.whole();
    }
    this.draw();
  }

  // What the hand does.
  onDown(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.moved = 0;
    this.spread = null;
  }

  onMove(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) {
      return;
    }
    const [dx, dy] = [event.offsetX - last.x, event.offsetY - last.y];
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.pointers.size === 2) {
      this.pinch();
      return;
    }
    this.moved += Math.hypot(dx, dy);
    if (this.moved > clickPx) {
      this.moveTo(this.x - dx / this.scale, this.y - dy / this.scale);
    }
  }

  pinch() {
    const [one, other] = [...this.pointers.values()];
    const spread = Math.hypot(one.x - other.x, one.y - other.y);
    this.moved = clickPx + 1;
    this.spread ??= spread;
    const steps = Math.trunc(Math.log2(spread / this.spread) * 1.5);
    if (steps !== 0) {
      this.spread = spread;
      this.zoomAt((one.x + other.x) / 2, (one.y + other.y) / 2, steps);
    }
  }

  onUp(event) {
    const was = this.pointers.delete(event.pointerId);
    if (was && event.type === 'pointerup' && this.moved <= clickPx && this.pointers.size === 0) {
      this.click(event.offsetX, event.offsetY);
    }
  }

  // Turning the wheel over a page scrolls it, unless the hand is at the map.
  onWheel(event) {
    if (event.ctrlKey || event.metaKey || document.activeElement === this.canvas) {
      event.preventDefault();
      this.zoomAt(event.offsetX, event.offsetY, event.deltaY < 0 ? 1 : -1);
    }
  }

  onKey(event) {
    const step = keyStepPx / this.scale;
    const act = {
      ArrowLeft: () => this.moveTo(this.x - step, this.y), ArrowRight: () => this.moveTo(this.x + step, this.y),
      ArrowUp: () => this.moveTo(this.x, this.y - step), ArrowDown: () => this.moveTo(this.x, this.y + step),
      '+': () => this.zoomBy(1), '=': () => this.zoomBy(1), '-': () => this.zoomBy(-1),
      Home: () => this.whole(), Enter: () => this.pickCentre()
    }[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      act();
    }
  }

  click(px, py) {
    let best = null;
    for (const group of this.grouped()) {
      const at = this.px(group);
      const far = Math.hypot(at.x - px, at.y - py);
      if (far < hitPx && (best === null || far < best.far)) {
        best = { group, far };
      }
    }
    if (best === null) {
      this.pick(px, py);
    } else if (best.group.count > 1 && this.zoom < mostZoom) {
      const at = this.px(best.group);
      this.zoomAt(at.x, at.y, Math.min(2, mostZoom - this.zoom));
    } else {
      this.page.invokeMethodAsync('Choose', best.group.id).catch(() => {});
    }
  }

  pick(px, py) {
    const x = this.x + (px - this.width / 2) / this.scale;
    const y = this.y + (py - this.height / 2) / this.scale;
    this.page.invokeMethodAsync('Pick', toLat(y), toLon(x)).catch(() => {});
  }

  // Cabinets that would lie on one another are one group, worked out once for each zoom.
  grouped() {
    let groups = this.groups.get(this.zoom);
    if (!groups) {
      const cells = new Map();
      const size = this.zoom >= singleFromZoom ? finestCells : this.scale / cellPx;
      for (const point of this.points.values()) {
        if (this.hidden.has(point.status)) {
          continue;
        }
        const key = Math.floor(point.x * size) * 2 * finestCells + Math.floor(point.y * size);
        const cell = cells.get(key);
        if (cell) {
          cell.count++;
          cell.sumX += point.x;
          cell.sumY += point.y;
          cell.statuses[point.status]++;
          cell.isOpen ||= point.isOpen;
        } else {
          const statuses = [0, 0, 0, 0, 0];
          statuses[point.status] = 1;
          cells.set(key, { id: point.id, count: 1, sumX: point.x, sumY: point.y, status: point.status, statuses, isOpen: point.isOpen });
        }
      }
      for (const cell of cells.values()) {
        cell.x = cell.sumX / cell.count;
        cell.y = cell.sumY / cell.count;
      }
      groups = this.zoom >= singleFromZoom ? [...cells.values()] : this.merged(cells);
      this.groups.set(this.zoom, groups);
    }
    return groups;
  }

  // The larger takes in what it would cover of its neighbours.
  merged(cells) {
    const size = this.scale / cellPx;
    const merged = [];
    for (const group of [...cells.values()].sort((one, other) => other.count - one.count)) {
      if (group.isTaken) {
        continue;
      }
      const [x, y] = [group.x, group.y];
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          const other = cells.get((Math.floor(x * size) + dx) * 2 * finestCells + Math.floor(y * size) + dy);
          if (other && other !== group && !other.isTaken && !other.isTaker && Math.hypot(other.x - x, other.y - y) * size < 0.9) {
            other.isTaken = true;
            group.isTaker = true;
            group.count += other.count;
            group.sumX += other.sumX;
            group.sumY += other.sumY;
            other.statuses.forEach((count, status) => group.statuses[status] += count);
            group.isOpen ||= other.isOpen;
          }
        }
      }
      group.isTaker = true;
      group.x = group.sumX / group.count;
      group.y = group.sumY / group.count;
      merged.push(group);
    }
    return merged;
  }

  draw() {
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = null;
        if (!this.stop.signal.aborted && this.width > 0) {
          const began = performance.now();
          this.paint();
          this.canvas.dataset.paintMs = (performance.now() - began).toFixed(1);
        }
      });
    }
  }

  paint() {
    const style = getComputedStyle(this.canvas);
    const color = name => style.getPropertyValue(name).trim();
    this.colors = {
      ink: color('--ink'), faint: color('--faint'), line: color('--mud-palette-lines-inputs'), paper: color('--paper'), card: color('--card'),
      info: color('--mud-palette-info'), red: color('--red'), letters: color('--letters'),
      status: [color('--green'), color('--red'), color('--faint'), color('--amber'), color('--red')]
    };
    const pen = this.pen = this.canvas.getContext('2d');
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.fillStyle = this.colors.paper;
    pen.fillRect(0, 0, this.width, this.height);
    this.paintTiles();
    this.paintGraticule();
    this.paintOutlines();
    const shown = this.grouped().filter(group => this.isNear(this.px(group), 24));
    this.paintNames(shown.map(group => ({ ...this.px(group), radius: group.count > 1 ? this.radiusOf(group) + 2 : group.isOpen ? 14 : 8 })));
    this.paintWays();
    shown.forEach(group => group.count > 1 ? this.paintGroup(group) : this.paintPoint(group));
    this.paintFound();
    this.paintFrame();
    const all = this.grouped();
    this.canvas.dataset.shown = String(all.reduce((sum, group) => sum + group.count, 0));
    this.canvas.dataset.zoom = String(this.zoom);
    this.canvas.dataset.near = String(this.found.near.length);
  }

  isNear(at, margin) {
    return at.x > -margin && at.y > -margin && at.x < this.width + margin && at.y < this.height + margin;
  }

  paintTiles() {
    if (!this.settings.tiles) {
      return;
    }
    const across = 2 ** this.zoom;
    const [left, top] = [this.x * this.scale - this.width / 2, this.y * this.scale - this.height / 2];
    for (let row = Math.floor(top / tilePx); row * tilePx < top + this.height; row++) {
      for (let column = Math.floor(left / tilePx); column * tilePx < left + this.width; column++) {
        if (row >= 0 && column >= 0 && row < across && column < across) {
          const tile = this.tile(this.zoom, column, row);
          if (tile.complete && tile.naturalWidth > 0) {
            this.pen.drawImage(tile, column * tilePx - left, row * tilePx - top, tilePx, tilePx);
          }
        }
      }
    }
  }

  tile(z, x, y) {
    const address = this.settings.tiles.replace('{z}', z).replace('{x}', x).replace('{y}', y);
    let tile = this.tiles.get(address);
    if (!tile) {
      tile = new Image();
      tile.onload = () => this.draw();
      tile.src = address;
      this.tiles.set(address, tile);
      if (this.tiles.size > mostTiles) {
        this.tiles.delete(this.tiles.keys().next().value);
      }
    }
    return tile;
  }

  paintGraticule() {
    const pen = this.pen;
    const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5].find(one => one / 360 * this.scale >= labelPx) ?? 10;
    const places = step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9);
    pen.strokeStyle = this.colors.line;
    pen.globalAlpha = 0.35;
    pen.lineWidth = 1;
    const labels = [];
    const [west, east] = [toLon(this.x - this.width / 2 / this.scale), toLon(this.x + this.width / 2 / this.scale)];
    const [north, south] = [toLat(this.y - this.height / 2 / this.scale), toLat(this.y + this.height / 2 / this.scale)];
    pen.beginPath();
    for (let n = Math.ceil(west / step); n * step <= east; n++) {
      const x = Math.round(this.px({ x: toX(n * step), y: this.y }).x) + 0.5;
      pen.moveTo(x, 0);
      pen.lineTo(x, this.height);
      labels.push([`${(n * step).toFixed(places)}°`, x + 3, this.height - 6]);
    }
    for (let n = Math.ceil(south / step); n * step <= north; n++) {
      const y = Math.round(this.px({ x: this.x, y: toY(n * step) }).y) + 0.5;
      pen.moveTo(0, y);
      pen.lineTo(this.width, y);
      labels.push([`${(n * step).toFixed(places)}°`, 4, y - 4]);
    }
    pen.stroke();
    pen.globalAlpha = 1;
    labels.forEach(([text, x, y]) => this.write(text, x, y, 12, this.colors.faint, 'left'));
  }

  paintOutlines() {
    const pen = this.pen;
    pen.strokeStyle = this.colors.faint;
    pen.lineWidth = 1.5;
    for (const outline of this.outlines) {
      pen.beginPath();
      for (const ring of outline.rings) {
        ring.forEach((point, i) => {
          const at = this.px(point);
          i === 0 ? pen.moveTo(at.x, at.y) : pen.lineTo(at.x, at.y);
        });
      }
      pen.stroke();
    }
  }

  paintPoint(group) {
    const at = this.px(group);
    this.paintShape(group.status, at.x, at.y, 15);
    if (group.isOpen) {
      this.paintAlarm(at.x, at.y, 12);
    }
  }

  paintShape(status, x, y, size) {
    const pen = this.pen;
    pen.save();
    pen.translate(x - size / 2, y - size / 2);
    pen.scale(size / 24, size / 24);
    pen.lineWidth = 4;
    pen.strokeStyle = this.colors.card;
    pen.stroke(this.shapes[status]);
    pen.fillStyle = this.colors.status[status];
    pen.fill(this.shapes[status]);
    pen.restore();
  }

  radiusOf(group) {
    return clamp(11 + 2.2 * Math.log2(group.count), 13, 24);
  }

  // How many there are; around it their shares; where some must not be relied on, how many, with their shape.
  paintGroup(group) {
    const pen = this.pen;
    const at = this.px(group);
    const radius = this.radiusOf(group);
    let from = -Math.PI / 2;
    pen.fillStyle = this.colors.card;
    pen.beginPath();
    pen.arc(at.x, at.y, radius + 2, 0, 2 * Math.PI);
    pen.fill();
    group.statuses.forEach((count, status) => {
      if (count > 0) {
        const to = from + 2 * Math.PI * count / group.count;
        pen.strokeStyle = this.colors.status[status];
        pen.lineWidth = 5;
        pen.beginPath();
        pen.arc(at.x, at.y, radius - 1.5, from, to);
        pen.stroke();
        from = to;
      }
    });
    this.write(String(group.count), at.x, at.y + 4.5, 12, this.colors.ink, 'center', 700);
    const bad = group.statuses[1] + group.statuses[4];
    if (bad > 0) {
      this.paintShape(1, at.x + radius * 0.8, at.y - radius * 0.8, 14);
    }
    if (group.isOpen) {
      this.paintAlarm(at.x, at.y, radius + 4);
    }
  }

  paintAlarm(x, y, radius) {
    const pen = this.pen;
    pen.strokeStyle = this.colors.red;
    pen.lineWidth = 3;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.stroke();
    this.write('!', x + radius + 5, y + 5, 16, this.colors.red, 'center', 800);
  }

  paintWays() {
    if (!this.found.place) {
      return;
    }
    const pen = this.pen;
    const from = this.px(this.found.place);
    pen.strokeStyle = this.colors.info;
    pen.lineWidth = 2;
    pen.setLineDash([6, 5]);
    pen.beginPath();
    for (const one of this.found.near) {
      const to = this.px(one);
      pen.moveTo(from.x, from.y);
      pen.lineTo(to.x, to.y);
    }
    pen.stroke();
    pen.setLineDash([]);
  }

  paintFound() {
    if (!this.found.place) {
      return;
    }
    const pen = this.pen;
    for (const one of this.found.over) {
      const at = this.px(one);
      pen.strokeStyle = this.colors.ink;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.moveTo(at.x - 7, at.y - 7);
      pen.lineTo(at.x + 7, at.y + 7);
      pen.moveTo(at.x + 7, at.y - 7);
      pen.lineTo(at.x - 7, at.y + 7);
      pen.stroke();
    }
    this.found.near.forEach((one, i) => {
      const at = this.px(one);
      pen.fillStyle = this.colors.info;
      pen.strokeStyle = this.colors.card;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.arc(at.x, at.y - 20, 12, 0, 2 * Math.PI);
      pen.moveTo(at.x - 5, at.y - 10);
      pen.lineTo(at.x, at.y - 2);
      pen.lineTo(at.x + 5, at.y - 10);
      pen.fill();
      this.write(String(i + 1), at.x, at.y - 15, 14, this.colors.card, 'center', 700, false);
    });
    const at = this.px(this.found.place);
    for (const [width, color] of [[5, this.colors.card], [2.5, this.colors.ink]]) {
      pen.strokeStyle = color;
      pen.lineWidth = width;
      pen.beginPath();
      pen.arc(at.x, at.y, 8, 0, 2 * Math.PI);
      pen.moveTo(at.x - 15, at.y);
      pen.lineTo(at.x + 15, at.y);
      pen.moveTo(at.x, at.y - 15);
      pen.lineTo(at.x, at.y + 15);
      pen.stroke();
    }
  }

  // The larger ones first. One that would lie on another, or under cabinets, goes a line up or down. Where there is no room beside the
  // cabinets it lies under them; where there is none beside other names it is left out: nearer, there is.
  paintNames(marks) {
    const taken = [];
    this.pen.font = `600 ${namePx}px ${this.colors.letters}`;
    for (const outline of this.outlines) {
      const at = this.px(outline);
      const half = this.pen.measureText(outline.name).width / 2 + 3;
      const lies = y => taken.some(name => Math.abs(name.x - at.x) < name.half + half && Math.abs(name.y - y) < nameLinePx);
      const isUnder = y => marks.some(mark => Math.abs(mark.x - at.x) < half + mark.radius
        && y - nameHighPx < mark.y + mark.radius && y > mark.y - mark.radius);
      const free = [0, -1, 1, -2, 2].map(line => at.y + line * nameLinePx).filter(one => !lies(one));
      const y = free.find(one => !isUnder(one)) ?? free[0];
      if (this.isNear(at, 0) && y !== undefined) {
        taken.push({ x: at.x, y, half });
        this.write(outline.name, at.x, y, namePx, this.colors.faint, 'center', 600);
      }
    }
  }

  // What Enter would choose, the scale and whose tiles they are.
  paintFrame() {
    const pen = this.pen;
    if (document.activeElement === this.canvas && this.canvas.matches(':focus-visible')) {
      pen.strokeStyle = this.colors.info;
      pen.lineWidth = 2;
      pen.strokeRect(this.width / 2 - 8, this.height / 2 - 8, 16, 16);
    }
    const metresPerPx = earthM * Math.cos(toLat(this.y) * Math.PI / 180) / this.scale;
    const long = 10 ** Math.floor(Math.log10(110 * metresPerPx));
    const metres = [5, 2, 1].map(times => times * long).find(one => one / metresPerPx <= 110);
    const px = metres / metresPerPx;
    const [right, bottom] = [this.width - 12, this.height - 24];
    pen.strokeStyle = this.colors.ink;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(right - px, bottom - 5);
    pen.lineTo(right - px, bottom);
    pen.lineTo(right, bottom);
    pen.lineTo(right, bottom - 5);
    pen.stroke();
    this.write(metres >= 1000 ? `${metres / 1000} km` : `${metres} m`, right - px / 2, bottom - 7, 12, this.colors.ink, 'center', 600);
    if (this.settings.tiles && this.settings.credit) {
      this.write(this.settings.credit, this.width - 8, this.height - 6, 12, this.colors.ink, 'right');
    }
  }

  write(text, x, y, size, color, align, weight = 400, hasHalo = true) {
    const pen = this.pen;
    pen.font = `${weight} ${size}px ${this.colors.letters}`;
    pen.textAlign = align;
    if (hasHalo) {
      pen.strokeStyle = this.colors.card;
      pen.lineWidth = 3;
      pen.lineJoin = 'round';
      pen.strokeText(text, x, y);
    }
    pen.fillStyle = color;
    pen.fillText(text, x, y);
  }
}
