// sfc32: small, fast, the same everywhere. Seeded by text so that streams of one run are independent of each other.
export class Rng {
  constructor(text) {
    let h = 0x811c9dc5;
    const s = [0, 0, 0, 0];
    for (let k = 0; k < 4; k++) {
      for (const c of `${k}:${text}`) h = Math.imul(h ^ c.codePointAt(0), 0x01000193);
      h ^= h >>> 15;
      h = Math.imul(h, 0x2c1b3c6d);
      h ^= h >>> 12;
      s[k] = h | 0;
    }
    [this.a, this.b, this.c, this.d] = s;
    for (let i = 0; i < 15; i++) this.u32();
  }
  u32() {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }
  int(n) {
    return Math.floor((this.u32() / 4294967296) * n);
  }
  between(lo, hi) {
    return hi <= lo ? lo : lo + this.int(hi - lo + 1);
  }
  chance(p) {
    return this.u32() < p * 4294967296;
  }
  pick(list) {
    return list[this.int(list.length)];
  }
  shuffle(list) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  }
}

// A table of 16,384 slots whose shares follow 1/(rank + flat): one look-up a draw.
export function zipf(list, flat) {
  const weights = list.map((_, i) => 1 / (i + flat));
  const total = weights.reduce((a, b) => a + b, 0);
  const table = new Uint16Array(16384);
  let at = 0,
    sum = 0;
  list.forEach((_, i) => {
    sum += weights[i];
    const end = i === list.length - 1 ? 16384 : Math.round((sum / total) * 16384);
    while (at < end) table[at++] = i;
  });
  return (rng) => list[table[rng.u32() >>> 18]];
}
