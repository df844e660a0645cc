/* Makes a card one that answers: options to press, items to move, pairs to pick, a line to type on.
   It reads the lists that the card shows anyway, and where it fails the card is as it was.

   Both sides run it. What was picked goes to the back by way of the page, which Anki on a computer
   never reloads, and of sessionStorage, for those that do. Old web views read it: nothing newer
   than ES2017. Two braces in a row, of either kind, are a field of Anki's: none here. */
(function () {
  "use strict";

  const STORE = "quiz-trainer";
  const DAY_BEGINS = 4;
  const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december"];

  const card = document.querySelector(".quiz[data-kind]");
  if (!card) {
    return;
  }
  const kind = card.getAttribute("data-kind");
  const answer = card.querySelector("#answer");
  const kinds = {
    "choice": choose,
    "select": choose,
    "true-false": trueOrFalse,
    "order": order,
    "match": match,
    "short-answer": type,
    "date": type,
    "number": type
  };
  const asItWas = card.innerHTML;
  try {
    if (kinds[kind]) {
      kinds[kind]();
      card.classList.add("live");
    }
  } catch (error) {
    card.innerHTML = asItWas;
  }

  /* choice, select, true-false */

  function trueOrFalse() {
    const list = make("ol", "options");
    const shown = answer && answer.querySelector(".answer");
    ["True", "False"].forEach(function (word) {
      const row = make("li", shown ? (shown.textContent.trim() === word ? "right" : "wrong") : "");
      row.textContent = word;
      if (row.className === "right") {
        sign(row, "✓");
      }
      list.appendChild(row);
    });
    if (shown) {
      answer.replaceChild(list, shown);
    } else {
      after(list);
    }
    choose();
  }

  function choose() {
    const list = card.querySelector(".options");
    const rows = Array.from(list.children);
    const kept = begin(rows.map(bare));
    if (kind !== "true-false") {
      rearrange(list, rows, kept.seed);
    }
    if (answer) {
      solve(Array.from(list.children), kept.picks);
    } else {
      press(Array.from(list.children), kept);
    }
  }

  function press(rows, kept) {
    const texts = rows.map(bare);
    const buttons = rows.map(function (row) {
      return pressable(row);
    });
    function pick(n) {
      const on = buttons[n].getAttribute("aria-pressed") !== "true";
      buttons.forEach(function (button, other) {
        if (other === n) {
          pressed(button, on);
        } else if (kind !== "select") {
          pressed(button, false);
        }
      });
      keep(kept, texts.filter(function (_, other) {
        return buttons[other].getAttribute("aria-pressed") === "true";
      }));
    }
    buttons.forEach(function (button, n) {
      button.addEventListener("click", function () {
        pick(n);
      });
    });
    rove(buttons);
    listen(function (digit) {
      if (digit > buttons.length) {
        return false;
      }
      pick(digit - 1);
      return true;
    });
  }

  function solve(rows, picks) {
    if (!picks.length) {
      return;
    }
    let good = 0;
    rows.forEach(function (row) {
      const right = row.classList.contains("right");
      const chosen = picks.indexOf(bare(row)) >= 0;
      good += right === chosen ? 1 : 0;
      if (chosen) {
        row.classList.add("chosen");
      }
      if (chosen && !right) {
        sign(row, "✗");
      } else if (right && !chosen && kind === "select") {
        remark(row, "not chosen");
      }
    });
    card.classList.add("judged");
    judge(good, rows.length, kind === "select");
  }

  /* order */

  function order() {
    const list = card.querySelector(answer ? ".order" : ".items");
    const rows = Array.from(list.children);
    const texts = rows.map(bare);
    const kept = begin(texts);
    if (!answer) {
      rearrange(list, rows, kept.seed);
      move(list, kept);
    } else if (kept.picks.length) {
      rows.forEach(function (row, n) {
        const right = kept.picks[n] === texts[n];
        mark(row, right);
        if (!right) {
          remark(row, "you: " + (kept.picks.indexOf(texts[n]) + 1));
        }
      });
      judge(rows.filter(isRight).length, rows.length, true);
    }
  }

  function move(list, kept) {
    const texts = new Map();
    let dragged = null;
    function changed() {
      const rows = Array.from(list.children);
      rows.forEach(function (row, n) {
        const buttons = row.querySelectorAll("button");
        buttons[0].setAttribute("aria-disabled", String(n === 0));
        buttons[1].setAttribute("aria-disabled", String(n === rows.length - 1));
      });
      return rows.map(function (row) {
        return texts.get(row);
      });
    }
    function step(row, by) {
      const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (other) {
        list.insertBefore(by < 0 ? row : other, by < 0 ? other : row);
        keep(kept, changed());
      }
    }
    Array.from(list.children).forEach(function (row) {
      texts.set(row, bare(row));
      const line = make("div", "line tappable");
      const text = make("span", "text");
      into(text, row);
      line.appendChild(text);
      [-1, 1].forEach(function (by) {
        const button = make("button", "move tappable", by < 0 ? "↑" : "↓");
        const label = (by < 0 ? "Move up: " : "Move down: ") + text.textContent;
        button.type = "button";
        button.setAttribute("aria-label", label);
        button.addEventListener("click", function () {
          step(row, by);
          button.focus();
        });
        line.appendChild(button);
      });
      line.addEventListener("keydown", function (event) {
        if (event.key === "ArrowUp" || event.key === "ArrowDown") {
          const focused = document.activeElement;
          event.preventDefault();
          step(row, event.key === "ArrowUp" ? -1 : 1);
          focused.focus();
        }
      });
      text.addEventListener("mousedown", function (event) {
        if (event.button === 0) {
          event.preventDefault();
          dragged = row;
          row.classList.add("dragged");
        }
      });
      row.appendChild(line);
    });
    list.classList.add("movable");
    changed();
    hear("mousemove", function (event) {
      if (!dragged) {
        return;
      }
      Array.from(list.children).forEach(function (row) {
        const box = row.getBoundingClientRect();
        const above = row.compareDocumentPosition(dragged) & Node.DOCUMENT_POSITION_PRECEDING;
        const middle = box.top + box.height / 2;
        if (row !== dragged && (above ? event.clientY > middle : event.clientY < middle)) {
          list.insertBefore(dragged, above ? row.nextSibling : row);
        }
      });
    });
    hear("mouseup", function () {
      if (dragged) {
        dragged.classList.remove("dragged");
        dragged = null;
        keep(kept, changed());
      }
    });
  }

  /* match */

  function match() {
    if (answer) {
      matched();
      return;
    }
    const left = Array.from(card.querySelectorAll(".left > li"));
    const list = card.querySelector(".pairs .right");
    const lefts = left.map(bare);
    const kept = begin(lefts.concat(Array.from(list.children).map(bare)));
    rearrange(list, Array.from(list.children), kept.seed);
    const right = Array.from(list.children);
    const rights = right.map(bare);
    const partner = left.map(function () {
      return -1;
    });
    const buttons = left.map(pressable);
    const others = right.map(pressable);
    const slots = buttons.map(function (button) {
      const slot = make("span", "slot");
      button.appendChild(slot);
      return slot;
    });
    let active = 0;
    function show() {
      buttons.forEach(function (button, n) {
        pressed(button, n === active);
        slots[n].textContent = partner[n] < 0 ? "·" : String.fromCharCode(97 + partner[n]);
      });
      others.forEach(function (button, n) {
        button.classList.toggle("used", partner.indexOf(n) >= 0);
        pressed(button, active >= 0 && partner[active] === n);
      });
    }
    buttons.forEach(function (button, n) {
      button.addEventListener("click", function () {
        active = n;
        show();
      });
    });
    others.forEach(function (button, n) {
      button.addEventListener("click", function () {
        const had = partner.indexOf(n);
        if (active < 0) {
          active = had;
        } else {
          if (had >= 0) {
            partner[had] = -1;
          }
          partner[active] = had === active ? -1 : n;
          active = partner.indexOf(-1);
        }
        show();
        const pairs = [];
        partner.forEach(function (m, left) {
          if (m >= 0) {
            pairs.push([lefts[left], rights[m]]);
          }
        });
        keep(kept, pairs);
      });
    });
    rove(buttons);
    rove(others);
    show();
  }

  function matched() {
    const rows = Array.from(answer.querySelectorAll(".matched > li"));
    const pairs = rows.map(function (row) {
      return [row.children[0].innerHTML.trim(), row.children[1].innerHTML.trim()];
    });
    const kept = begin(Array.prototype.concat.apply([], pairs));
    if (!kept.picks.length) {
      return;
    }
    const picked = new Map(kept.picks);
    rows.forEach(function (row, n) {
      const mine = picked.get(pairs[n][0]);
      mark(row, mine === pairs[n][1]);
      if (mine !== undefined && mine !== pairs[n][1]) {
        row.children[2].appendChild(make("span", "why", "you: " + mine));
      }
    });
    judge(rows.filter(isRight).length, rows.length, true);
  }

  /* short-answer, date, number: what was typed stands beside the answer. Only what says the very
     same is called right: letters that differ say nothing about dates, names and spellings. */

  function type() {
    const kept = begin([]);
    if (!answer) {
      const field = make("input", "typed tappable");
      field.type = "text";
      field.placeholder = "type it, if you like";
      field.setAttribute("aria-label", "Your answer");
      ["autocomplete", "autocorrect", "autocapitalize", "spellcheck"].forEach(function (name) {
        field.setAttribute(name, name === "spellcheck" ? "false" : "off");
      });
      field.addEventListener("input", function () {
        keep(kept, field.value.trim() ? [field.value.trim()] : []);
      });
      field.addEventListener("keydown", function (event) {
        event.stopPropagation();
        if (event.key === "Enter" && !event.isComposing) {
          event.preventDefault();
          turn(field);
        }
      });
      after(field);
    } else if (kept.picks.length) {
      const yours = make("div", "yours");
      const label = make("span", "label");
      label.textContent = "You wrote";
      yours.appendChild(label);
      yours.appendChild(document.createTextNode(" " + kept.picks[0] + " "));
      if (isAnswer(kept.picks[0])) {
        const tick = make("span", "tick");
        tick.textContent = "✓";
        yours.appendChild(tick);
      }
      answer.insertBefore(yours, answer.firstChild);
      Array.from(card.querySelectorAll(".mistake")).forEach(function (row) {
        if (same(make("p", "", bare(row)).textContent) === same(kept.picks[0])) {
          row.classList.add("chosen");
        }
      });
    }
  }

  function turn(field) {
    if (typeof window.pycmd === "function") {
      window.pycmd("ans");
    } else if (typeof window.showAnswer === "function") {
      window.showAnswer();
    } else {
      field.blur();
    }
  }

  function isAnswer(typed) {
    const accept = card.querySelector(".accept");
    const also = accept ? accept.textContent.replace(/^\s*Also right/, "").split(";") : [];
    const given = same(typed);
    return given !== "" && also.concat([answer.querySelector(".answer").innerText])
      .some(function (text) {
        return same(text) === given;
      });
  }

  /* A text without what makes no difference. */
  function same(text) {
    let plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    if (kind === "date") {
      plain = plain.replace(/^\s*(\d+)-(\d+)-(\d+)\s*$/, function (all, year, month, day) {
        return day + " " + (MONTHS[month - 1] || "?") + " " + year;
      });
      plain = plain.replace(/\b(\d+)(?:st|nd|rd|th)\b/g, "$1");
    }
    plain = plain.replace(/(\d)[,\s](?=\d\d\d(?!\d))/g, "$1");
    const words = plain.split(/[\s!-,/:-@[-`{-~\u2000-\u206f\u3000-\u303f]+|[.](?!\d)|-/)
      .filter(function (word) {
        return word && word !== "the" && word !== "a" && word !== "an";
      });
    if (kind === "date") {
      return words.filter(function (word) {
        return word !== "of";
      }).map(function (word) {
        const months = MONTHS.filter(function (month) {
          return word.length > 2 && (month.indexOf(word) === 0 || word === "sept");
        });
        return word === "sept" ? "september" : months[0] || word.replace(/^0+(?=\d)/, "");
      }).sort().join(" ");
    }
    const joined = words.join(" ");
    const task = card.querySelector(".task");
    const unit = kind === "number" && task && /^\s*In (.*)[.]\s*$/.exec(task.textContent);
    const end = unit ? " " + unit[1].toLowerCase() : "";
    return end && joined.slice(-end.length) === end ? joined.slice(0, -end.length) : joined;
  }

  /* what was picked, from front to back */

  function begin(texts) {
    const prompt = card.querySelector(".prompt").innerHTML.trim();
    const key = JSON.stringify([kind, prompt].concat(texts.slice().sort()));
    const kept = answer && recall();
    const day = kept && kept.key === key ? kept.day : today();
    const found = {
      key: key,
      day: day,
      seed: key + day,
      picks: kept && kept.key === key ? kept.picks : []
    };
    if (!answer) {
      keep(found, []);
    }
    return found;
  }

  function keep(kept, picks) {
    const written = JSON.stringify({ key: kept.key, day: kept.day, picks: picks });
    window.quizTrainer = written;
    try {
      window.sessionStorage.setItem(STORE, written);
    } catch (error) {
      /* the page itself remembers, where it is not reloaded */
    }
  }

  function recall() {
    try {
      return JSON.parse(window.quizTrainer || window.sessionStorage.getItem(STORE));
    } catch (error) {
      return null;
    }
  }

  function today() {
    const now = new Date();
    now.setHours(now.getHours() - DAY_BEGINS);
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-");
  }

  /* the order of the day */

  function rearrange(list, rows, seed) {
    const chance = random(seed);
    const shuffled = rows.slice();
    for (let n = shuffled.length - 1; n > 0; n -= 1) {
      const other = Math.floor(chance() * (n + 1));
      const taken = shuffled[n];
      shuffled[n] = shuffled[other];
      shuffled[other] = taken;
    }
    shuffled.forEach(function (row) {
      list.appendChild(row);
    });
  }

  function random(seed) {
    let state = 2166136261;
    for (let n = 0; n < seed.length; n += 1) {
      state = Math.imul(state ^ seed.charCodeAt(n), 16777619);
    }
    return function () {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  /* elements */

  function make(name, classes, markup) {
    const element = document.createElement(name);
    element.className = classes;
    element.innerHTML = markup || "";
    return element;
  }

  function into(element, from) {
    while (from.firstChild) {
      element.appendChild(from.firstChild);
    }
  }

  function after(element) {
    const above = card.querySelector(".task") || card.querySelector(".prompt");
    above.parentNode.insertBefore(element, above.nextSibling);
  }

  /* What a row says, without what stands around it. */
  function bare(row) {
    const copy = row.cloneNode(true);
    Array.from(copy.querySelectorAll(".sign, .why, small")).forEach(function (extra) {
      extra.parentNode.removeChild(extra);
    });
    return copy.innerHTML.trim();
  }

  function pressable(row) {
    const button = make("button", "pick tappable");
    const text = make("span", "text");
    button.type = "button";
    into(text, row);
    button.appendChild(text);
    row.appendChild(button);
    pressed(button, false);
    return button;
  }

  function pressed(button, on) {
    button.setAttribute("aria-pressed", String(on));
  }

  function sign(row, text) {
    const element = make("span", "sign");
    element.textContent = text;
    row.insertBefore(document.createTextNode(" "), row.firstChild);
    row.insertBefore(element, row.firstChild);
  }

  function mark(row, right) {
    row.classList.add(right ? "right" : "wrong");
    sign(row, right ? "✓" : "✗");
  }

  function isRight(row) {
    return row.classList.contains("right");
  }

  function remark(row, text) {
    const element = make("small", "yours");
    element.textContent = text;
    row.appendChild(document.createTextNode(" "));
    row.appendChild(element);
  }

  function judge(right, of, inParts) {
    const line = make("div", right === of ? "verdict right" : "verdict wrong");
    const parts = right + " of " + of + " right";
    line.textContent = right === of ? "Right" : inParts ? parts : "Not quite";
    line.setAttribute("role", "status");
    answer.appendChild(line);
  }

  /* keys */

  function rove(buttons) {
    buttons.forEach(function (button, n) {
      button.addEventListener("keydown", function (event) {
        const by = { "ArrowDown": 1, "ArrowUp": -1 }[event.key];
        if (by && buttons[n + by]) {
          event.preventDefault();
          buttons[n + by].focus();
        }
      });
    });
  }

  function listen(press) {
    hear("keydown", function (event) {
      const digit = /^(?:Digit|Numpad)?([1-9])$/.exec(event.code || event.key || "");
      if (digit && !event.ctrlKey && !event.metaKey && press(Number(digit[1]))) {
        event.preventDefault();
      }
    });
  }

  /* Until the card is gone: the page stays. */
  function hear(name, then) {
    document.addEventListener(name, function heard(event) {
      if (document.documentElement.contains(card)) {
        then(event);
      } else {
        document.removeEventListener(name, heard);
      }
    });
  }
})();
