// Crawlee with a browser over a list of pages: crawlee_browser.mjs PROGRAM CONTEXTS LIST OUT AT_ONCE; says its version, the rows it
// wrote and the seconds it took. CONTEXTS is "own" where every page has a browser context of its own, else "shared".
import { readFileSync } from 'node:fs';

const [program, contexts, list, out, atOnce] = process.argv.slice(2);
process.env.CRAWLEE_STORAGE_DIR = out;
process.env.CRAWLEE_LOG_LEVEL = 'ERROR';
const { PuppeteerCrawler, Configuration, log } = await import('@crawlee/puppeteer');
const { default: puppeteer } = await import('puppeteer');
log.setLevel(log.LEVELS.ERROR);
Configuration.getGlobalConfig().set('purgeOnStart', true);

let rows = 0;
const crawler = new PuppeteerCrawler({
    minConcurrency: Number(atOnce),
    maxConcurrency: Number(atOnce),
    maxRequestRetries: 10,
    respectRobotsTxtFile: true,
    launchContext: {
        launcher: puppeteer,
        useIncognitoPages: contexts === 'own',
        launchOptions: { executablePath: program, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] },
    },
    browserPoolOptions: { maxOpenPagesPerBrowser: Number(atOnce), retireBrowserAfterPageCount: 500, useFingerprints: false },
    preNavigationHooks: [async ({ blockRequests }) => blockRequests()],
    async requestHandler({ request, response, page, pushData }) {
        await page.waitForSelector('.price');
        const found = await page.evaluate(() => ({
            title: document.title.trim().replace(/\s+/g, ' '),
            price: document.querySelector('.price').textContent,
            html: document.documentElement.outerHTML,
            links: [...document.querySelectorAll('a[href], area[href]')].map((each) => each.href),
        }));
        await pushData({
            url: request.url,
            final_url: page.url(),
            status: response.status(),
            problem: null,
            type: (response.headers()['content-type'] ?? '').split(';')[0],
            bytes: Buffer.byteLength(found.html),
            title: found.title,
            price: found.price,
            links: new Set(found.links).size,
            depth: 0,
            fetched: new Date().toISOString(),
        });
        rows += 1;
    },
});
const urls = readFileSync(list, 'utf8').split('\n').filter(Boolean);
const begun = performance.now();
await crawler.run(urls);
const seconds = (performance.now() - begun) / 1000;
const { version } = JSON.parse(readFileSync(new URL('node_modules/@crawlee/puppeteer/package.json', import.meta.url)));
console.log(`${version} ${rows} ${seconds}`);
