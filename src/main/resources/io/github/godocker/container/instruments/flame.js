
'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const at = id => document.getElementById(id);
  const graph = at('graph'), told = at('told'), search = at('q'), types = at('type');
  const ROW = 20, NARROWEST = 0.03;
  const NAME = 0, VALUES = 1, CHILDREN = 2;
  let type = data.usual, zoomed = [data.tree];

  const scales = {
    nanoseconds: [[3600e9, 'hrs'], [1e9, 's'], [1e6, 'ms'], [1e3, 'us'], [1, 'ns']],
    bytes: [[2 ** 40, 'TB'], [2 ** 30, 'GB'], [2 ** 20, 'MB'], [1024, 'kB'], [1, 'B']]
  };
  const measure = value => {
    const unit = data.types[type][1];
    for (const [size, name] of scales[unit] || []) {
      if (Math.abs(value) >= size) {
        return (value / size).toFixed(2).replace(/\.00$/, '') + ' ' + name;
      }
    }
    return value + (unit === 'count' ? '' : ' ' + unit);
  };
  const percent = (part, whole) => whole ? (100 * part / whole).toFixed(2) + '%' : '0%';
  const value = node => node[VALUES][type];

  // The last element of the import path says most.
  const short = name => name.replace(/^[^(\[{]*\//, '');
  const hue = name => {
    const end = name.indexOf('.', name.replace(/[(\[].*$/, '').lastIndexOf('/') + 1);
    let sum = 7;
    for (const c of name.slice(0, end < 0 ? name.length : end)) {
      sum = (sum * 31 + c.codePointAt(0)) % 3600;
    }
    return sum / 10;
  };

  const wanted = () => search.value.trim().toLowerCase();
  const hits = () => {
    const words = wanted();
    return words ? new Set([...data.names.keys()].filter(i => data.names[i].toLowerCase().includes(words))) : null;
  };

  const describe = node => data.names[node[NAME]] + ' - ' + measure(value(node)) + ', '
    + percent(value(node), value(data.tree)) + ' of all';

  const draw = () => {
    const found = hits(), frames = [];
    const focus = zoomed[zoomed.length - 1], whole = value(focus);
    let deepest = 0, matched = 0;
    const put = (node, depth, left, width, above, path) => {
      deepest = Math.max(deepest, depth);
      const name = data.names[node[NAME]];
      const frame = document.createElement('button');
      frame.type = 'button';
      frame.className = 'frame' + (above ? ' above' : '') + (width < 1 ? ' thin' : '')
        + (found && found.has(node[NAME]) ? ' hit' : '');
      frame.style.left = left + '%';
      frame.style.width = width + '%';
      frame.style.top = depth * ROW + 'px';
      frame.style.setProperty('--hue', hue(name));
      frame.textContent = width < 1 ? '' : short(name);
      frame.setAttribute('aria-label', describe(node));
      frame.title = describe(node);
      const tell = () => { told.textContent = describe(node); };
      frame.addEventListener('mouseenter', tell);
      frame.addEventListener('focus', tell);
      frame.addEventListener('click', () => zoom(path));
      frames.push(frame);
    };
    const below = (node, depth, left, width, path) => {
      put(node, depth, left, width, false, path);
      let next = left;
      for (const child of [...node[CHILDREN]].sort((a, b) => value(b) - value(a))) {
        const part = whole ? 100 * value(child) / whole : 0;
        if (part >= NARROWEST) {
          below(child, depth + 1, next, part, [...path, child]);
        }
        next += part;
      }
    };
    zoomed.slice(0, -1).forEach((node, depth) => put(node, depth, 0, 100, true, zoomed.slice(0, depth + 1)));
    below(focus, zoomed.length - 1, 0, 100, zoomed);
    // Of nested ones the outermost counts.
    const count = node => {
      if (found && found.has(node[NAME])) {
        matched += value(node);
      } else {
        node[CHILDREN].forEach(count);
      }
    };
    count(data.tree);
    graph.replaceChildren(...frames);
    graph.style.height = (deepest + 1) * ROW + 'px';
    at('found').textContent = found ? percent(matched, value(data.tree)) + ' found' : '';
    at('all').disabled = zoomed.length === 1;
    at('top').textContent = data.types[type][2];
    at('total').textContent = data.types[type][0] + ', ' + measure(value(data.tree))
      + (data.nanos ? ' in ' + (data.nanos / 1e9).toFixed(2) + ' s' : '');
    told.textContent = value(data.tree) ? describe(focus) : 'The profile holds nothing of this.';
  };

  const zoom = path => { zoomed = path; draw(); };

  data.types.forEach(([name, unit], index) => {
    const option = document.createElement('option');
    option.value = index;
    option.textContent = name + ' (' + unit + ')';
    types.append(option);
  });
  at('title').textContent = data.title;
  document.title = data.title;
  // #type=alloc_space&q=main. is what a link may ask for.
  const asked = new URLSearchParams(location.hash.slice(1));
  const named = data.types.findIndex(each => each[0] === asked.get('type'));
  type = named < 0 ? type : named;
  search.value = asked.get('q') || '';
  types.value = type;
  types.addEventListener('change', () => { type = Number(types.value); zoom([data.tree]); });
  search.addEventListener('input', draw);
  at('tools').addEventListener('submit', event => event.preventDefault());
  at('all').addEventListener('click', () => zoom([data.tree]));
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && zoomed.length > 1) {
      zoom([data.tree]);
    }
  });
  draw();
})();
