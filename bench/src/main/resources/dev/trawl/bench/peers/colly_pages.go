// Colly over a list of pages: colly_pages LIST OUT AT_ONCE; says its version, the rows it wrote and the seconds it took.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/gocolly/colly/v2"
)

type row struct {
	URL       string  `json:"url"`
	FinalURL  string  `json:"final_url"`
	Status    int     `json:"status"`
	Problem   *string `json:"problem"`
	Type      string  `json:"type"`
	Charset   string  `json:"charset"`
	Bytes     int     `json:"bytes"`
	Title     string  `json:"title"`
	Canonical string  `json:"canonical"`
	Links     int     `json:"links"`
	Depth     int     `json:"depth"`
	Sha256    string  `json:"sha256"`
	TextBytes int     `json:"text_bytes"`
	Fetched   string  `json:"fetched"`
}

func main() {
	atOnce, _ := strconv.Atoi(os.Args[3])
	list, err := os.ReadFile(os.Args[1])
	check(err)
	file, err := os.Create(os.Args[2])
	check(err)
	out := bufio.NewWriter(file)
	rows := json.NewEncoder(out)
	var lock sync.Mutex
	written := 0

	c := colly.NewCollector(colly.Async(true))
	c.IgnoreRobotsTxt = false
	c.WithTransport(&http.Transport{MaxIdleConns: atOnce, MaxIdleConnsPerHost: atOnce})
	check(c.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: atOnce}))
	c.OnResponse(func(r *colly.Response) {
		found := read(r)
		lock.Lock()
		defer lock.Unlock()
		check(rows.Encode(found))
		written++
	})
	begun := time.Now()
	for _, address := range strings.Fields(string(list)) {
		check(c.Visit(address))
	}
	c.Wait()
	check(out.Flush())
	fmt.Println(version(), written, time.Since(begun).Seconds())
}

func read(r *colly.Response) row {
	at := r.Request.URL
	document, err := goquery.NewDocumentFromReader(bytes.NewReader(r.Body))
	check(err)
	links := map[string]bool{}
	document.Find("a[href], area[href]").Each(func(_ int, element *goquery.Selection) {
		href, _ := element.Attr("href")
		if link := absolute(at, href); link != nil && strings.HasPrefix(link.Scheme, "http") {
			link.Fragment = ""
			links[link.String()] = true
		}
	})
	canonical := ""
	if href, named := document.Find("link[rel=canonical]").Attr("href"); named {
		if link := absolute(at, href); link != nil {
			canonical = link.String()
		}
	}
	document.Find("script, style").Remove()
	kind, parameters, _ := mime.ParseMediaType(r.Headers.Get("Content-Type"))
	sum := sha256.Sum256(r.Body)
	return row{
		URL: at.String(), FinalURL: at.String(), Status: r.StatusCode, Type: kind, Charset: parameters["charset"], Bytes: len(r.Body),
		Title: collapsed(document.Find("title").First().Text()), Canonical: canonical, Links: len(links),
		Sha256: hex.EncodeToString(sum[:]), TextBytes: len(collapsed(document.Find("body").Text())),
		Fetched: time.Now().UTC().Format(time.RFC3339Nano),
	}
}

func absolute(at *url.URL, href string) *url.URL {
	link, err := at.Parse(strings.TrimSpace(href))
	if err != nil {
		return nil
	}
	return link
}

func collapsed(text string) string {
	return strings.Join(strings.Fields(text), " ")
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/gocolly/colly/v2" {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
