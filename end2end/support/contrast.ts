// The contrast of texts in forced colours. axe cannot tell it: it reads `-webkit-text-fill-color`, which keeps the
// author's colour there, while `color` and `background-color` are what is really drawn.

/** Runs in the page: texts with less contrast to their background than `least`. */
export function lowContrast(least: number): string[] {
  const channels = (color: string) => color.match(/[\d.]+/g)!.map(Number);
  const luminance = (color: string) => {
    const [red, green, blue] = channels(color).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const background = (element: Element | null): string => {
    if (!element) return getComputedStyle(document.documentElement).backgroundColor;
    const color = getComputedStyle(element).backgroundColor;
    return (channels(color)[3] ?? 1) > 0 ? color : background(element.parentElement);
  };
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '');
  const found: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (!hasText(element) || !element.checkVisibility()) continue;
    const { color, fill } = getComputedStyle(element);
    const [dark, light] = [element instanceof SVGElement ? fill : color, background(element)].map(luminance).sort();
    const ratio = (light! + 0.05) / (dark! + 0.05);
    if (ratio < least) found.push(`${element.tagName} ${element.className}: ${ratio.toFixed(2)}`);
  }
  return found;
}
