/* Runs in a page with `cards`: NAME -> {front, back}, the HTML that Anki makes. Sides change as
   in Anki: the page stays, its inside is replaced, scripts are run anew. */
"use strict";

const report = { errors: [] };
const qa = document.getElementById("qa");
window.onerror = (message) => report.errors.push(message);

const RealDate = Date;
let now = new RealDate(2026, 10, 22, 12).getTime();
window.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [now]));
  }
};
const day = (n, hour = 12, minute = 0) => {
  now = new RealDate(2026, 10, n, hour, minute).getTime();
};

function show(markup, root = qa) {
  root.innerHTML = markup;
  for (const script of root.querySelectorAll("script")) {
    const again = root.ownerDocument.createElement("script");
    again.textContent = script.textContent;
    script.replaceWith(again);
  }
}
const front = (name) => show(cards[name].front);
const back = (name) => show(cards[name].back);
const all = (selector) => [...qa.querySelectorAll(selector)];
const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
const texts = (selector) => all(selector).map(text);
const verdict = () => texts(".verdict").join();
const press = (key, target = document, more = {}) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
const click = (words, selector = ".pick") => {
  const found = all(selector).filter((button) => text(button).startsWith(words));
  if (found.length !== 1) throw new Error(`${found.length} of ${words}`);
  found[0].click();
};
const marked = () => all("#answer li").map((row) => [row.className, text(row)]);
const pressed = () => all('[aria-pressed="true"]').map(text);
const run = (name, steps) => {
  try {
    report[name] = steps();
  } catch (error) {
    report.errors.push(`${name}: ${error.stack}`);
  }
};
const bare = () =>
  all("#answer .options li").map((row) => {
    const copy = row.cloneNode(true);
    copy.querySelectorAll(".sign, .why, small").forEach((extra) => extra.remove());
    return text(copy);
  });

run("orders", () => {
  const orders = [];
  for (let n = 1; n <= 30; n += 1) {
    day(n);
    front("alarm");
    const shown = texts(".options li");
    back("alarm");
    orders.push([shown, bare()]);
  }
  return orders;
});
run("unpicked", () => {
  front("alarm");
  back("alarm");
  return [verdict(), all(".chosen").length, texts("#answer .why").length];
});
run("midnight", () => {
  const kept = [];
  for (let n = 1; n <= 9; n += 1) {
    day(n, 3, 59);
    front("alarm");
    const shown = texts(".options li");
    day(n, 4, 1);
    back("alarm");
    kept.push(JSON.stringify(shown) === JSON.stringify(bare()));
  }
  day(22);
  return kept;
});
run("right", () => {
  front("alarm");
  click("The cabin");
  click("The computer");
  const before = pressed();
  back("alarm");
  return [before, verdict(), marked()];
});
run("wrong", () => {
  front("alarm");
  click("The cabin");
  back("alarm");
  return [verdict(), marked()];
});
run("keys", () => {
  front("alarm");
  const shown = texts(".options li");
  press("2");
  const second = pressed();
  press("3", document, { ctrlKey: true });
  press("7");
  const still = pressed();
  press("", document, { code: "Digit3", altKey: true });
  const third = pressed();
  all(".pick")[0].focus();
  press("ArrowDown", all(".pick")[0]);
  return [shown, second, still, third, text(document.activeElement) === shown[1]];
});
run("old keys", () => {
  front("alarm");
  front("left");
  press("1");
  const one = pressed().length;
  back("left");
  const kept = window.quizTrainer;
  press("2");
  return [one, kept === window.quizTrainer];
});
run("again", () => {
  front("alarm");
  click("The cabin");
  front("alarm");
  const pressedAgain = pressed();
  back("alarm");
  return [pressedAgain, verdict()];
});
run("another", () => {
  front("alarm");
  click("The cabin");
  back("left");
  return verdict();
});
run("reloaded", () => {
  front("alarm");
  click("The cabin");
  delete window.quizTrainer;
  back("alarm");
  return verdict();
});
run("no storage", () => {
  Object.defineProperty(window, "sessionStorage", {
    configurable: true,
    get: () => {
      throw new Error("denied");
    },
  });
  front("alarm");
  click("The cabin");
  back("alarm");
  const said = verdict();
  delete window.sessionStorage;
  return said;
});
run("select", () => {
  front("left");
  click("a laser");
  click("a seismometer");
  click("a rover");
  click("a rover");
  back("left");
  const good = [verdict(), marked()];
  front("left");
  click("a laser");
  click("a rover");
  back("left");
  return [good, [verdict(), marked()]];
});
run("true-false", () => {
  front("all-landed");
  const shown = texts(".options li");
  click("True");
  back("all-landed");
  const wrong = [verdict(), marked()];
  front("all-landed");
  click("False");
  back("all-landed");
  return [shown, wrong, verdict()];
});
const KEY = ["Launch", "Touchdown", "First step", "Splashdown"];
const items = () => texts(".items .text");
run("order", () => {
  front("flight-order");
  const shown = items();
  for (const [place, item] of KEY.entries()) {
    while (items().indexOf(item) > place) {
      all(".items li")[items().indexOf(item)].querySelector("button").click();
    }
  }
  const focused = document.activeElement.className;
  back("flight-order");
  const good = [verdict(), marked()];
  front("flight-order");
  const row = all(".items li")[0];
  press("ArrowDown", row.querySelector("button"));
  press("ArrowUp", row.querySelector("button"));
  press("ArrowUp", row.querySelector("button"));
  const same = items();
  press("ArrowDown", row.querySelector("button"));
  const moved = items();
  back("flight-order");
  return [shown, focused, good, same, moved, verdict(), marked()];
});
run("drag", () => {
  front("flight-order");
  const shown = items();
  const [first, , third] = all(".items li");
  const mouse = (name, element, y) =>
    element.dispatchEvent(new MouseEvent(name, { bubbles: true, clientY: y, button: 0 }));
  const box = third.getBoundingClientRect();
  mouse("mousedown", first.querySelector(".text"), 0);
  mouse("mousemove", document.body, box.bottom - 2);
  mouse("mouseup", document.body, box.bottom - 2);
  mouse("mousemove", document.body, 0);
  const down = items();
  mouse("mousedown", all(".items li")[3].querySelector(".text"), 0);
  mouse("mousemove", document.body, 0);
  mouse("mouseup", document.body, 0);
  return [shown, down, items(), JSON.parse(window.quizTrainer).picks];
});
run("untouched", () => {
  front("flight-order");
  back("flight-order");
  return [verdict(), all("#answer .sign").length];
});
run("match", () => {
  front("who-did-what");
  click("flew");
  click("gave");
  click("led");
  const slots = texts(".slot");
  click("Gene");
  click("led");
  const moved = texts(".slot");
  click("gave");
  back("who-did-what");
  const wrong = [verdict(), marked()];
  front("who-did-what");
  click("flew");
  click("led");
  click("gave");
  back("who-did-what");
  return [slots, moved, wrong, verdict()];
});
const type = (name, words) => {
  front(name);
  const field = all(".typed")[0];
  field.value = words;
  field.dispatchEvent(new Event("input"));
  back(name);
  return [texts("div.yours").join(), texts(".mistake.chosen").join()];
};
run("typed", () => {
  const said = (name, ...answers) => answers.map((words) => [words, ...type(name, words)]);
  return [
    ...said("landing-date", "July 20th, 1969", "20 Jul 1969", "1969-07-20", "The Twentieth of July 1969"),
    ...said("landing-date", "21 July 1969", "12 July 1969", "20 June 1969", "<img src=x onerror=boom()>"),
    ...said("descent-fuel", "45", "45 seconds", "450", "4 5"),
    ...said("programmer", "margaret  hamilton.", "Hamilton", "Margarét Hamilton", "Dorothy Vaughan"),
    ...said("programmer", "  ", "."),
  ];
});
run("enter", () => {
  const told = [];
  window.pycmd = (what) => told.push(what);
  front("programmer");
  press("Enter", all(".typed")[0]);
  delete window.pycmd;
  front("programmer");
  all(".typed")[0].focus();
  press("Enter", all(".typed")[0]);
  return [told, document.activeElement === document.body];
});
run("failing", () => {
  const real = Math.imul;
  const broken = {};
  for (const name of ["alarm", "flight-order", "who-did-what"]) {
    for (const side of ["front", "back"]) {
      show(cards[name][side]);
      qa.innerHTML = cards[name][side];
      const still = qa.querySelector(".quiz").innerHTML;
      Math.imul = () => {
        throw new Error("too old");
      };
      show(cards[name][side]);
      Math.imul = real;
      broken[`${name} ${side}`] = qa.querySelector(".quiz").innerHTML === still;
    }
  }
  return broken;
});

run("solvable", () => {
  const unsolved = [];
  for (const name of Object.keys(cards)) {
    show(cards[name].back);
    const kind = all(".quiz")[0].dataset.kind;
    const rows = all("#answer li");
    const said = (row) => {
      const copy = row.cloneNode(true);
      copy.querySelectorAll(".sign, .why, small").forEach((extra) => extra.remove());
      return text(copy);
    };
    const answers = {
      choice: () => rows.filter((row) => row.className === "right").map(said),
      order: () => rows.map(said),
      match: () => rows.map((row) => [...row.children].map(text)),
      typed: () => [all(".answer")[0].innerText.replace(/\s+/g, " ")],
    };
    const how = {
      select: "choice", "true-false": "choice", date: "typed", number: "typed",
      "short-answer": "typed", cloze: "none", open: "none",
    }[kind] || kind;
    if (how === "none") continue;
    const wanted = answers[how]();
    front(name);
    if (how === "choice") {
      all(".pick").filter((button) => wanted.includes(text(button))).forEach((b) => b.click());
    } else if (how === "order") {
      for (const [place, item] of wanted.entries()) {
        while (items().indexOf(item) > place) {
          all(".items li")[items().indexOf(item)].querySelector("button").click();
        }
      }
      all(".move")[1].click();
      all(".items li")[1].querySelector("button").click();
    } else if (how === "match") {
      for (const [left, right] of wanted) {
        all(".left .pick").filter((b) => text(b.querySelector(".text")) === left)[0].click();
        all(".right .pick").filter((b) => text(b) === right && !b.matches(".used"))[0].click();
      }
    } else {
      const field = all(".typed")[0];
      field.value = wanted[0];
      field.dispatchEvent(new Event("input"));
    }
    back(name);
    const good = how === "typed" ? texts(".tick").join() === "✓" : verdict() === "Right";
    if (!good) unsolved.push([name, kind, wanted, verdict()]);
  }
  return unsolved;
});
run("static", () => {
  const hidden = [];
  for (const name of Object.keys(cards)) {
    for (const side of ["front", "back"]) {
      qa.innerHTML = cards[name][side];
      for (const element of all(".quiz div, .quiz li")) {
        if (text(element) && !element.closest("details") && !element.getBoundingClientRect().height) {
          hidden.push([name, side, element.outerHTML]);
        }
      }
    }
  }
  return hidden;
});

/* what can be seen, at which width, in which light, at which size of text */

function framed(width, classes, size, markup, look) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `border:0;width:${width}px;height:600px`;
  document.body.appendChild(frame);
  const inside = frame.contentDocument;
  inside.open();
  inside.write(
    `<!doctype html><html style="font-size:${size}"><body class="card ${classes}">` +
      `<div id="qa"></div></body></html>`
  );
  inside.close();
  show(markup, inside.getElementById("qa"));
  const seen = look(inside);
  frame.remove();
  return seen;
}
run("overflow", () => {
  const wide = [];
  for (const width of [280, 360, 800]) {
    for (const size of ["100%", "200%"]) {
      for (const [name, sides] of Object.entries(cards)) {
        for (const side of ["front", "back"]) {
          const over = framed(width, "card1", size, sides[side], (inside) => {
            const root = inside.documentElement;
            return root.scrollWidth - root.clientWidth;
          });
          if (over > 0) wide.push([name, side, width, size, over]);
        }
      }
    }
  }
  return wide;
});
run("right to left", () => {
  front("hostile-4");
  const written = all(".prompt")[0].firstChild;
  return [0, written.length - 1].map((at) => {
    const range = document.createRange();
    range.setStart(written, at);
    range.setEnd(written, at + 1);
    return range.getBoundingClientRect().left;
  });
});
run("contrast", () => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\d.]+/g).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = {};
  for (const classes of ["", "nightMode", "night_mode"]) {
    found[classes] = framed(360, classes, "100%", cards.alarm.front, (inside) => {
      const probe = inside.createElement("i");
      inside.body.appendChild(probe);
      const style = inside.defaultView.getComputedStyle(probe);
      const of = (name) => {
        probe.style.color = `var(--${name})`;
        return light(style.color);
      };
      const paper = of("paper");
      const ratios = {};
      for (const name of ["ink", "soft", "muted", "accent", "right", "wrong", "warning"]) {
        const [low, high] = [of(name), paper].sort((a, b) => a - b);
        ratios[name] = (high + 0.05) / (low + 0.05);
      }
      return ratios;
    });
  }
  return found;
});
run("targets", () => {
  front("flight-order");
  const arrows = all(".move").map((button) => button.getBoundingClientRect());
  front("left");
  const picks = all(".pick").map((button) => button.getBoundingClientRect());
  return Math.min(...[...arrows, ...picks].flatMap((box) => [box.width, box.height]));
});

document.body.textContent = "";
const written = document.createElement("pre");
written.id = "report";
written.textContent = JSON.stringify(report);
document.body.appendChild(written);
