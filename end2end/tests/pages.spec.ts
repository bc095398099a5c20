// What holds on every page as it opens: its frame, what it may carry and ask for (no script but that of live pages, no inline
// style, no cookie), and WCAG 2.2 AA as far as a machine can tell, so that each page is opened once.
// That nothing is written to the console and no other host is asked is watched in every test (support/test.ts).
import { filled, inLanguage, isLive, isOfDesk, isOnTheWall, LANGUAGES, PAGES, visit } from '../support/pages.ts';
import { expectNoFindings } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

const ACTIVE_CONTENT = 'xpath=//script | //style | //iframe | //object | //embed | //*[@style]'
  + ' | //*[@*[starts-with(local-name(), "on")]] | //@href[starts-with(., "javascript:")]/..';

for (const language of LANGUAGES) {
  const other = language === 'id' ? 'en' : 'id';

  for (const wanted of PAGES) {
    const { path, as } = wanted;
    test(`${inLanguage(language, path)} is only a page, in its frame, for everybody (${as ?? 'anybody'})`, async ({
      context, page,
    }) => {
      const response = await visit(page, wanted, language);

      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page).toHaveTitle(/\S/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expect(page.locator('main#isi')).toHaveCount(1);
      await expect(page.locator('.demo-notice')).toBeVisible();

      await expect(page.locator(ACTIVE_CONTENT)).toHaveCount(isLive(wanted) ? 1 : 0);
      await expect(page.locator('script[src$="/live.js"]:empty')).toHaveCount(isLive(wanted) ? 1 : 0);
      const headers = response.headers();
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      if (path.startsWith('/nilai')) expect(headers['referrer-policy']).toBe('no-referrer');
      if (!isOnTheWall(wanted)) {
        await expect(page.locator('body a').first()).toHaveAttribute('href', '#isi');
        const link = page.locator(`header a[hreflang=${other}]`);
        await expect(link).toHaveAttribute('href', filled(inLanguage(other, path)));
      }
      if (!isOnTheWall(wanted) && !isOfDesk(wanted)) {
        await expect(page.locator('header input[name=q]')).toBeVisible();
        expect(await context.cookies()).toEqual([]);
      }
      await expectNoFindings(page);
    });
  }

  test(`every link of the city's page leads to a page (${language})`, async ({ page }) => {
    await page.goto(inLanguage(language, '/?urut=indeks'));
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
    for (const link of new Set(links)) {
      const response = await page.request.get(link);
      expect.soft(response.status(), link).toBe(200);
    }
  });
}
