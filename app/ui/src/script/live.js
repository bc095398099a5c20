// @ts-check
// Pages of a forum that renew themselves: a bell tells a version, and each region is fetched again as the server renders it.
// At the console, forms are sent without leaving the page, and what is heard waits on the device while the line is down.
// Without this script all of it works by reloading. It must not know what a region holds.
(() => {
  /** After how many milliseconds what could not be fetched or sent is tried again. */
  const LATER = 3000;
  const bell = document.querySelector('[data-bel]');
  if (!(bell instanceof HTMLElement)) return;
  const patience = Number(bell.dataset.tunggu);
  const lost = document.querySelector('[data-putus]');
  let version = bell.dataset.versi ?? '0';
  /** @type {EventSource | undefined} */
  let source;
  /** @type {number | undefined} */
  let waiting;
  let disturbed = false;

  /** What the own seat supports already, so that it is not offered again. */
  function mark() {
    const own = document.querySelector('[data-dukung]');
    const numbers = (own instanceof HTMLElement && own.dataset.dukung?.split(' ')) || [];
    for (const button of document.querySelectorAll('button[name=nomor]')) {
      if (button instanceof HTMLButtonElement) button.disabled = numbers.includes(button.value);
    }
  }

  /**
   * What a button does, by which it is found again.
   * @param {HTMLButtonElement} button
   */
  function press(button) {
    return `${button.form?.action} ${button.value}`;
  }

  /** @returns {HTMLElement[]} */
  function regions() {
    return [...document.querySelectorAll('[data-sumber]')].filter((region) => region instanceof HTMLElement);
  }

  /**
   * Fetches a region again. Whoever has opened something in it is not disturbed until it is closed, unless it is forced; and
   * what is in hand (`data-tetap`) does not change under the finger.
   * @param {HTMLElement} region
   * @param {boolean} [forced]
   */
  async function renew(region, forced) {
    if (!forced && region.querySelector('details[open]')) {
      disturbed = true;
      return;
    }
    const address = new URL(region.dataset.sumber ?? '', location.href);
    address.searchParams.set('v', version);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    const [before, after] = [region.innerHTML, html].map((text) => /data-tetap="[^"]*"/.exec(text)?.[0]);
    if (after && before === after) return;
    const focus = document.activeElement;
    const pressed = focus instanceof HTMLButtonElement && region.contains(focus) ? press(focus) : '';
    region.innerHTML = html;
    const again = [...region.querySelectorAll('button')].find((button) => press(button) === pressed);
    again?.focus({ preventScroll: true });
  }

  async function renewAll() {
    waiting = undefined;
    try {
      for (const region of regions()) await renew(region);
      mark();
      told(false);
    } catch {
      // What was missed is fetched as soon as the line stands again, even if no bell rings any more.
      version = '';
      told(true);
      if (!document.hidden) waiting = window.setTimeout(renewAll, LATER + Math.random() * patience);
    }
  }

  /** @param {boolean} gone */
  function told(gone) {
    if (!(lost instanceof HTMLElement) || lost.hidden !== gone) return;
    lost.hidden = !gone;
    const since = lost.querySelector('span');
    if (since) since.textContent = new Date().toLocaleTimeString(document.documentElement.lang);
  }

  function listen() {
    source?.close();
    if (document.hidden) return;
    source = new EventSource(/** @type {HTMLElement} */ (bell).dataset.bel ?? '');
    source.onmessage = ({ data }) => {
      if (data === version) return told(false);
      version = data;
      waiting ??= window.setTimeout(renewAll, Math.random() * patience);
    };
    source.onerror = () => told(true);
  }

  function closed() {
    if (!disturbed) return;
    disturbed = false;
    waiting ??= window.setTimeout(renewAll, 0);
  }

  /** The console: the line into which what is heard is typed, and how much of it waits on the device. */
  function attend() {
    const shown = document.querySelector('[data-antrean]');
    const news = document.querySelector('[data-kabar]');
    const hearing = shown?.parentElement?.querySelector('form');
    const line = hearing?.querySelector('input[type=text]');
    if (!(shown instanceof HTMLElement) || !hearing || !(line instanceof HTMLInputElement)) return;
    const KEY = `antrean ${shown.dataset.antrean} ${hearing.action}`;
    /** @type {Promise<void> | undefined} */
    let sending;
    /** @type {number | undefined} */
    let later;
    let turn = 0;
    let refused = '';

    /** @returns {string[]} */
    const kept = () => JSON.parse(localStorage.getItem(KEY) ?? '[]');

    /** @param {string[]} queue */
    const keep = (queue) => {
      localStorage.setItem(KEY, JSON.stringify(queue));
      shown.hidden = queue.length === 0;
      const count = shown.querySelector('span');
      if (count) count.textContent = `${queue.length}`;
    };

    /** @param {boolean} idle */
    const rest = (idle) => document.getElementById('kini')?.toggleAttribute('inert', idle);

    try {
      keep(kept());
    } catch {
      // A browser that keeps nothing sends forms as without this script.
      return;
    }

    /**
     * Sends a form and shows what the server made of it. An answer that was overtaken changes nothing, nor does one disturb
     * what is open in a region that the form does not stand in.
     * @param {string} address
     * @param {Element} from
     * @param {string} [body]
     */
    const send = async (address, from, body) => {
      const own = ++turn;
      const signal = AbortSignal.timeout(15_000);
      const request = body === undefined ? {} : { method: 'POST', body: new URLSearchParams(body) };
      const answer = await fetch(address, { signal, ...request });
      const { status, ok } = answer;
      // Whoever has to sign in again comes back here, and what waits is sent then.
      if (status === 401 && line.value === '') location.reload();
      if (status >= 500 || [401, 408, 429].includes(status)) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const wrong = page.querySelector('.error-summary');
      document.querySelector('.error-summary')?.remove();
      if (wrong) document.querySelector('h1')?.before(wrong);
      const told = page.querySelector(ok || wrong ? '.desk-notice' : 'h1');
      if (news) news.textContent = told?.textContent ?? '';
      const rang = page.querySelector('[data-bel]');
      // A link leads to another page only where somebody has to sign in again.
      if (ok && !rang) location.assign(answer.url);
      if (own === turn && rang instanceof HTMLElement) {
        version = rang.dataset.versi ?? version;
        for (const region of regions()) {
          const fresh = page.getElementById(region.id);
          if (region.querySelector('details[open]') && !region.contains(from)) disturbed = true;
          else if (fresh) region.replaceWith(fresh);
        }
      }
      return ok;
    };

    /** What was refused comes back whole, once nothing else is being typed. */
    const giveBack = () => {
      if (!refused || line.value !== '') return;
      for (const [name, value] of new URLSearchParams(refused)) {
        const field = hearing.elements.namedItem(name);
        if (field && 'value' in field) field.value = value;
      }
      keep(kept().filter((other) => other !== refused));
      refused = '';
    };

    const drain = async () => {
      for (let [next] = kept(); next && next !== refused; [next] = kept()) {
        const heard = next;
        if (await send(hearing.action, hearing, heard)) {
          keep(kept().filter((other) => other !== heard));
        } else {
          refused = heard;
          rest(false);
          giveBack();
        }
      }
    };

    const flush = () => {
      clearTimeout(later);
      sending ??= drain().then(() => told(false), () => {
        told(true);
        later = window.setTimeout(flush, LATER);
      }).finally(() => { sending = undefined; });
    };

    /** @param {boolean} [ok] */
    const decided = async (ok) => {
      if (ok === false) for (const region of regions()) await renew(region, true);
      if (!hearing.contains(document.activeElement)) line.focus();
    };

    document.addEventListener('submit', (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement)) return;
      const data = new FormData(form, event.submitter);
      const text = () => `${new URLSearchParams(/** @type {any} */ (data))}`;
      if (form.closest('[data-sumber]')) {
        event.preventDefault();
        send(form.action, form, text()).then(decided).catch(() => told(true));
      } else if (form === hearing && line.value.trim() !== '') {
        // The page's own token is spent with the first point.
        const token = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0'));
        data.set(form.querySelector('[type=hidden]')?.getAttribute('name') ?? '', token.join(''));
        try {
          keep([...kept(), text()]);
        } catch {
          return;
        }
        event.preventDefault();
        // No key may act on the point before, which is still in hand.
        rest(true);
        form.reset();
        line.value = '';
        giveBack();
        flush();
        line.focus();
      }
    });
    document.addEventListener('click', (event) => {
      const link = event.target instanceof Element && event.target.closest('[data-sumber] a');
      if (!(link instanceof HTMLAnchorElement) || link.pathname !== location.pathname) return;
      event.preventDefault();
      send(link.href, link).then(decided).catch(() => told(true));
    });
    flush();
  }

  document.addEventListener('toggle', closed, true);
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('pagehide', () => source?.close());
  window.addEventListener('pageshow', listen);
  mark();
  attend();
})();
