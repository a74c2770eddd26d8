
// Sorting, folding and filtering of tables that can be read without it. What is chosen is in the address, so that a
// filtered page can be sent: #status=failed&q=store&sort=packages.time.descending
(function () {
  'use strict';
  var root = document.documentElement;
  var state = new Map();
  var packages = document.getElementById('packages');
  root.classList.add('js');

  function readAddress() {
    var hash = location.hash.slice(1);
    if (hash && hash.indexOf('=') < 0) return; // a section
    state = new Map(new URLSearchParams(hash));
    show();
  }

  function choose(key, value) {
    if (value) state.set(key, value); else state.delete(key);
    var address = new URLSearchParams();
    state.forEach(function (value, key) { address.set(key, value); });
    try {
      history.replaceState(null, '', '#' + address);
    } catch (e) {
      // in a sandbox: the page works, only its address does not tell
    }
    show();
  }

  function show() {
    filter();
    var sort = (state.get('sort') || '').split('.');
    var table = sort.length === 3 && document.getElementById(sort[0]);
    if (table && table.classList.contains('sortable')) sortBy(table, sort[1], sort[2]);
  }

  // --- sorting

  document.querySelectorAll('table.sortable').forEach(function (table) {
    table.tHead.querySelectorAll('th[data-k]').forEach(function (th) {
      var button = document.createElement('button');
      button.type = 'button';
      while (th.firstChild) button.append(th.firstChild);
      th.append(button);
      button.addEventListener('click', function () {
        var first = th.classList.contains('n') ? 'descending' : 'ascending';
        var other = first === 'ascending' ? 'descending' : 'ascending';
        var direction = th.getAttribute('aria-sort') === first ? other : first;
        choose('sort', table.id + '.' + th.dataset.k + '.' + direction);
      });
    });
  });

  function sortBy(table, key, direction) {
    var heads = Array.from(table.tHead.rows[0].cells);
    var column = heads.findIndex(function (th) { return th.dataset.k === key; });
    if (column < 0 || (direction !== 'ascending' && direction !== 'descending')) return;
    heads.forEach(function (th, i) {
      if (i === column) th.setAttribute('aria-sort', direction); else th.removeAttribute('aria-sort');
    });
    var grouped = table.tBodies.length > 1;
    var parent = grouped ? table : table.tBodies[0];
    var rows = Array.from(grouped ? table.tBodies : parent.rows).map(function (row) {
      var cell = (grouped ? row.rows[0] : row).cells[column];
      return { row: row, value: 'v' in cell.dataset ? Number(cell.dataset.v) : cell.textContent.toLowerCase() };
    });
    rows.sort(function (a, b) {
      var order = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
      return direction === 'ascending' ? order : -order;
    });
    rows.forEach(function (each) { parent.append(each.row); });
  }

  // --- folding and filtering of tests

  var groups = !packages ? [] : Array.from(packages.tBodies).map(function (body) {
    var head = body.rows[0].cells[0];
    var cases = body.rows[1];
    var name = head.textContent;
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'fold';
    button.textContent = name;
    head.replaceChildren(button);
    var group = { body: body, name: name.toLowerCase(), tests: null, fold: function (open) {
      button.setAttribute('aria-expanded', open);
      cases.hidden = !open;
      cases.querySelector('details').open = open;
    } };
    group.list = function () {
      group.tests = group.tests || Array.from(cases.querySelector('tbody').rows, function (row) {
        return { row: row, status: row.className, name: row.cells[1].textContent.toLowerCase() };
      });
      return group.tests;
    };
    button.addEventListener('click', function () { group.fold(cases.hidden); });
    group.fold(false);
    return group;
  });

  var MANY = 400; // more matches than that stay folded
  var wasFiltered = false;

  function filter() {
    if (!packages) return;
    var query = (state.get('q') || '').trim().toLowerCase();
    var status = state.get('status') || '';
    var input = document.getElementById('q');
    if (input.value.trim().toLowerCase() !== query) input.value = state.get('q') || '';
    document.querySelectorAll('#filter button').forEach(function (button) {
      button.setAttribute('aria-pressed', button.dataset.status === status);
    });
    var filtered = Boolean(query || status);
    if (!filtered && !wasFiltered) return;
    wasFiltered = filtered;
    var matches = 0;
    groups.forEach(function (group) {
      var whole = group.name.indexOf(query) >= 0;
      group.matches = 0;
      group.list().forEach(function (test) {
        var match = (!status || test.status === status) && (whole || test.name.indexOf(query) >= 0);
        test.row.hidden = !match;
        if (match) group.matches++;
      });
      matches += group.matches;
      group.body.hidden = group.matches === 0;
    });
    groups.forEach(function (group) { group.fold(filtered && group.matches > 0 && matches <= MANY); });
    document.getElementById('shown').textContent = !filtered ? '' : matches === 1 ? '1 test' : matches + ' tests';
  }

  if (packages) {
    document.getElementById('filter').hidden = false;
    document.getElementById('q').addEventListener('input', function (event) { choose('q', event.target.value); });
    document.querySelectorAll('#filter button').forEach(function (button) {
      button.addEventListener('click', function () { choose('status', button.dataset.status); });
    });
  }
  window.addEventListener('hashchange', readAddress);
  readAddress();
})();
