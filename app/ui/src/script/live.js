// @ts-check
// Pages of a forum that renew themselves: a bell tells a version, and each region is fetched again as the server renders it.
// Without this script they work by reloading. It must not know what a region holds.
(() => {
  /** After how many milliseconds what could not be fetched is tried again. */
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

  /** @param {HTMLElement} region */
  async function renew(region) {
    // Whoever has opened something in it is not disturbed until it is closed.
    if (region.querySelector('details[open]')) {
      disturbed = true;
      return;
    }
    const answer = await fetch(`${region.dataset.sumber}?v=${version}`);
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
      for (const region of document.querySelectorAll('[data-sumber]')) {
        if (region instanceof HTMLElement) await renew(region);
      }
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

  document.addEventListener('toggle', closed, true);
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('pagehide', () => source?.close());
  window.addEventListener('pageshow', listen);
  mark();
})();
