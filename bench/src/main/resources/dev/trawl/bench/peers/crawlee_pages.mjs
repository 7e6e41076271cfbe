// Crawlee over a list of pages: crawlee_pages.mjs LIST OUT AT_ONCE; says its version, the rows it wrote and the seconds it took.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [list, out, atOnce] = process.argv.slice(2);
process.env.CRAWLEE_STORAGE_DIR = out;
const { CheerioCrawler, Configuration, log } = await import('@crawlee/cheerio');
log.setLevel(log.LEVELS.ERROR);
const settings = Configuration.getGlobalConfig();
settings.set('purgeOnStart', true);

let rows = 0;
const crawler = new CheerioCrawler({
    minConcurrency: Number(atOnce),
    maxConcurrency: Number(atOnce),
    respectRobotsTxtFile: true,
    async requestHandler({ request, response, contentType, body, $, pushData }) {
        const links = new Set();
        $('a[href], area[href]').each((_, element) => {
            try {
                const link = new URL($(element).attr('href'), request.loadedUrl);
                link.hash = '';
                if (link.protocol.startsWith('http')) links.add(link.href);
            } catch {
                // No address.
            }
        });
        const canonical = $('link[rel=canonical]').attr('href');
        $('script, style').remove();
        await pushData({
            url: request.url,
            final_url: request.loadedUrl,
            status: response.statusCode,
            problem: null,
            type: contentType.type,
            charset: contentType.encoding,
            bytes: Buffer.byteLength(body),
            title: $('title').text().trim().replace(/\s+/g, ' '),
            canonical: canonical ? new URL(canonical, request.loadedUrl).href : null,
            links: links.size,
            depth: 0,
            sha256: createHash('sha256').update(body).digest('hex'),
            text_bytes: Buffer.byteLength($('body').text().trim().replace(/\s+/g, ' ')),
            fetched: new Date().toISOString(),
        });
        rows += 1;
    },
});
const urls = readFileSync(list, 'utf8').split('\n').filter(Boolean);
const begun = performance.now();
await crawler.run(urls);
const seconds = (performance.now() - begun) / 1000;
const { version } = JSON.parse(readFileSync(new URL('node_modules/@crawlee/cheerio/package.json', import.meta.url)));
console.log(`${version} ${rows} ${seconds}`);
