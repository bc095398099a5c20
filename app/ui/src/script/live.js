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

  /** @param {HTMLElement} region */
  async function renew(region) {
    // Whoever has opened something in it is not disturbed until it is closed.
    if (region.querySelector('details[open]')) {
      disturbed = true;
      return;
    }
    const address = new URL(region.dataset.sumber ?? '', location.href);
    address.searchParams.set('v', version);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
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
    const hearing = shown?.parentElement?.querySelector('form');
    const line = hearing?.querySelector('input[type=text]');
    if (!(shown instanceof HTMLElement) || !hearing || !(line instanceof HTMLInputElement)) return;
    const KEY = `antrean ${hearing.action}`;
    /** @type {Promise<void> | undefined} */
    let sending;

    /** @returns {string[]} */
    const kept = () => JSON.parse(localStorage.getItem(KEY) ?? '[]');

    /** @param {string[]} queue */
    const keep = (queue) => {
      localStorage.setItem(KEY, JSON.stringify(queue));
      shown.hidden = queue.length === 0;
      const count = shown.querySelector('span');
      if (count) count.textContent = `${queue.length}`;
    };

    /**
     * Sends a form and shows what the server made of it, in the regions alone.
     * @param {string} address
     * @param {string} [body]
     */
    const send = async (address, body) => {
      const answer = await fetch(address, body === undefined ? {} : { method: 'POST', body: new URLSearchParams(body) });
      if (answer.status >= 500 || answer.status === 429) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      // Whoever is not signed in any more finds what was typed here afterwards.
      if (!page.querySelector('[data-bel]') && answer.ok) return location.assign(answer.url);
      const wrong = page.querySelector('.error-summary');
      document.querySelector('.error-summary')?.remove();
      if (wrong) document.querySelector('h1')?.before(wrong);
      for (const region of regions()) {
        const fresh = page.getElementById(region.id);
        if (fresh) region.replaceWith(fresh);
      }
      return answer.ok;
    };

    const drain = async () => {
      for (let [next] = kept(); next !== undefined; [next] = kept()) {
        const heard = next;
        const taken = await send(hearing.action, heard);
        if (taken === undefined) return;
        keep(kept().filter((other) => other !== heard));
        if (!taken) line.value ||= new URLSearchParams(heard).get(line.name) ?? '';
      }
    };

    const flush = () => {
      sending ??= drain().then(() => told(false)).catch(() => {
        told(true);
        window.setTimeout(flush, LATER);
      }).finally(() => { sending = undefined; });
    };

    document.addEventListener('submit', async (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || (form !== hearing && !form.closest('[data-sumber]'))) return;
      event.preventDefault();
      const data = new FormData(form, event.submitter);
      if (form === hearing) {
        if (line.value.trim() === '') return;
        // The page's own token is spent with the first point.
        const token = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0'));
        data.set(hearing.querySelector('input[type=hidden]')?.getAttribute('name') ?? '', token.join(''));
        keep([...kept(), `${new URLSearchParams(/** @type {any} */ (data))}`]);
        form.reset();
        line.value = '';
        flush();
      } else {
        await send(form.action, `${new URLSearchParams(/** @type {any} */ (data))}`).catch(() => told(true));
      }
      line.focus();
    });
    document.addEventListener('click', (event) => {
      const link = event.target instanceof Element && event.target.closest('[data-sumber] a');
      if (!(link instanceof HTMLAnchorElement) || link.pathname !== location.pathname) return;
      event.preventDefault();
      send(link.href).catch(() => told(true));
    });
    keep(kept());
    flush();
  }

  document.addEventListener('toggle', closed, true);
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('pagehide', () => source?.close());
  window.addEventListener('pageshow', listen);
  mark();
  attend();
})();
