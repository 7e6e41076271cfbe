"""Scrapy over a list of pages: scrapy_pages.py LIST OUT AT_ONCE; says its version, the rows it wrote and the seconds it took."""
import hashlib
import sys
import time
from datetime import datetime, timezone

import scrapy
from scrapy.crawler import CrawlerProcess

LIST, OUT, AT_ONCE = sys.argv[1], sys.argv[2], int(sys.argv[3])
rows = 0


class Pages(scrapy.Spider):
    name = "pages"

    async def start(self):
        with open(LIST) as urls:
            for url in urls:
                yield scrapy.Request(url.strip(), dont_filter=False)

    def parse(self, response):
        global rows
        links = {response.urljoin(href).split("#")[0] for href in response.css("a::attr(href), area::attr(href)").getall()}
        text = " ".join("".join(response.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()).split())
        canonical = response.css('link[rel="canonical"]::attr(href)').get()
        rows += 1
        yield {
            "url": response.request.url,
            "final_url": response.url,
            "status": response.status,
            "problem": None,
            "type": response.headers.get("Content-Type", b"").decode("latin-1").split(";")[0].strip(),
            "charset": response.encoding,
            "bytes": len(response.body),
            "milliseconds": round(response.meta.get("download_latency", 0) * 1000),
            "title": " ".join((response.css("title::text").get() or "").split()),
            "canonical": response.urljoin(canonical) if canonical else None,
            "links": len({link for link in links if link.startswith("http")}),
            "depth": 0,
            "sha256": hashlib.sha256(response.body).hexdigest(),
            "text_bytes": len(text.encode()),
            "fetched": datetime.now(timezone.utc).isoformat(),
        }


process = CrawlerProcess({
    "CONCURRENT_REQUESTS": AT_ONCE,
    "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": True,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "FEEDS": {OUT: {"format": "jsonlines", "overwrite": True}},
})
process.crawl(Pages)
begun = time.monotonic()
process.start()
print(scrapy.__version__, rows, time.monotonic() - begun)
