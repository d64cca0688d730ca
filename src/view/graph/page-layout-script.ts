/**
 * The part of the page's script that places cards: a function of plain data, without the document. ES2016, readable in the page
 * as it stands here. Cards are ranked from those that wait or connect to those that serve, and ordered so that few lines cross.
 */
export const pageLayoutScript = `
// Places cards. cards: [{ height }], links: [[fromCard, toCard, isWait]]. Returns [{ x, y }] in the order of the cards. Above stands
// what has to do with waits, in columns from those that wait to what holds them up; below it what is merely connected; then the rest.
function placeCards(cards, links, size) {
  const places = cards.map(function () { return { x: 0, y: 0 }; });
  const all = joinCards(cards.length, links);
  const waits = joinCards(cards.length, links.filter(function (link) { return link[2]; }));
  const indices = cards.map(function (unused, index) { return index; });
  const busy = indices.filter(function (index) { return waits.degree(index) > 0; });
  const quiet = indices.filter(function (index) { return waits.degree(index) === 0 && all.degree(index) > 0; });
  const loose = indices.filter(function (index) { return all.degree(index) === 0; });
  const upper = placeBlock(busy, waits, cards, places, size, 0);
  const lower = placeBlock(quiet, all, cards, places, size, busy.length === 0 ? 0 : upper.bottom + 70);
  placeLoose(loose, cards, places, size, lower.bottom === 0 ? 0 : lower.bottom + 50, Math.max(upper.right, lower.right, 1200));
  return places;
}

// Neighbours of each card: where its links lead, and where they come from. Links from a card to itself do not count.
function joinCards(count, links) {
  const next = Array.from({ length: count }, function () { return new Set(); });
  const before = Array.from({ length: count }, function () { return new Set(); });
  for (const link of links) {
    if (link[0] === link[1]) continue;
    next[link[0]].add(link[1]);
    before[link[1]].add(link[0]);
  }
  return { next: next, before: before, degree: function (card) { return next[card].size + before[card].size; } };
}

// One block in columns, from top downwards.
function placeBlock(members, joined, cards, places, size, top) {
  if (members.length === 0) return { right: 0, bottom: top };
  const within = new Set(members);
  const keep = function (sets) { return sets.map(function (set) { return new Set(Array.from(set).filter(function (card) { return within.has(card); })); }); };
  const next = keep(joined.next), before = keep(joined.before);
  const ranks = rankCards(cards.length, next, before);
  const columns = [];
  members.forEach(function (card) { (columns[ranks[card]] = columns[ranks[card]] || []).push(card); });
  const filled = columns.filter(function (column) { return column !== undefined; });
  orderColumns(filled, next, before);
  const sum = members.reduce(function (total, card) { return total + cards[card].height + size.gapY; }, 0);
  const tallest = Math.max(560, Math.sqrt(sum * (size.width + size.gapX) * 0.55));
  return stackColumns(filled, cards, places, size, tallest, top);
}

// The longest way to each card over links that do not lead back. Iterative, so that long chains are no trouble.
function rankCards(count, next, before) {
  const state = new Array(count).fill(0);
  const order = [];
  const back = new Set();
  const starts = Array.from({ length: count }, function (unused, index) { return index; })
    .sort(function (a, b) { return before[a].size - before[b].size || a - b; });
  for (const start of starts) {
    if (state[start] !== 0) continue;
    const stack = [{ card: start, rest: Array.from(next[start]) }];
    state[start] = 1;
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const to = top.rest.shift();
      if (to === undefined) {
        state[top.card] = 2;
        order.push(top.card);
        stack.pop();
      } else if (state[to] === 1) back.add(top.card + ":" + to);
      else if (state[to] === 0) {
        state[to] = 1;
        stack.push({ card: to, rest: Array.from(next[to]) });
      }
    }
  }
  const ranks = new Array(count).fill(0);
  for (const card of order.reverse()) {
    for (const to of next[card]) if (!back.has(card + ":" + to)) ranks[to] = Math.max(ranks[to], ranks[card] + 1);
  }
  return ranks;
}

// Sorts each column by the middle of its neighbours, a few times back and forth.
function orderColumns(columns, next, before) {
  const place = new Map();
  const remember = function (column) { column.forEach(function (card, index) { place.set(card, index / column.length); }); };
  columns.forEach(remember);
  for (let round = 0; round < 6; round++) {
    const forward = round % 2 === 0;
    const sequence = forward ? columns : columns.slice().reverse();
    for (const column of sequence) {
      const middle = new Map();
      column.forEach(function (card) {
        const around = Array.from(forward ? before[card] : next[card]).map(function (other) { return place.get(other); });
        middle.set(card, around.length === 0 ? place.get(card) : around.reduce(function (a, b) { return a + b; }) / around.length);
      });
      column.sort(function (a, b) { return middle.get(a) - middle.get(b) || a - b; });
      remember(column);
    }
  }
}

// Stacks columns from left to right; a column that grows too tall goes on in a further one. Columns are centred on each other.
function stackColumns(columns, cards, places, size, limit, top) {
  const stacks = [];
  for (const column of columns) {
    let stack = { cards: [], height: 0 };
    stacks.push(stack);
    for (const card of column) {
      if (stack.cards.length > 0 && stack.height + cards[card].height > limit) {
        stack = { cards: [], height: 0, follows: true };
        stacks.push(stack);
      }
      stack.cards.push(card);
      stack.height += cards[card].height + size.gapY;
    }
  }
  const tallest = stacks.reduce(function (most, stack) { return Math.max(most, stack.height); }, 0);
  let x = 0;
  stacks.forEach(function (stack, index) {
    if (index > 0) x += size.width + (stack.follows ? 36 : size.gapX);
    let y = top + (tallest - stack.height) / 2;
    for (const card of stack.cards) {
      places[card] = { x: x, y: y };
      y += cards[card].height + size.gapY;
    }
  });
  return { right: x + size.width, bottom: top + tallest };
}

// What nothing is linked to: below, in rows, each in the lowest column so far.
function placeLoose(loose, cards, places, size, top, right) {
  const step = size.width + 24;
  const bottoms = new Array(Math.max(1, Math.floor(right / step))).fill(top);
  for (const card of loose) {
    const column = bottoms.indexOf(Math.min.apply(null, bottoms));
    places[card] = { x: column * step, y: bottoms[column] };
    bottoms[column] += cards[card].height + size.gapY;
  }
}
`;
