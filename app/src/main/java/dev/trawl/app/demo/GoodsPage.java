package dev.trawl.app.demo;

import dev.trawl.core.Json;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** The page of a product as shops write it, with prices of other things on it. */
final class GoodsPage {
    private static final String CONTEXT = "https://schema.org";
    private static final String CURRENCY = "priceCurrency";
    private static final String PRICE = "price";

    private final Goods goods;

    private GoodsPage(Goods goods) {
        this.goods = goods;
    }

    /** Its page; of a scripted one what is there before its scripts have run. */
    static String of(Goods goods) {
        return new GoodsPage(goods).write();
    }

    /** What the script of a scripted page asks for. */
    static ObjectNode told(Goods goods) {
        return Json.object()
                .put("name", goods.name())
                .put(PRICE, goods.coinage().write(goods.price()));
    }

    private String write() {
        return switch (goods.shelf()) {
            case LINKED, LINKED_SALE, AGGREGATE, SOLD_OUT, SOLD_OUT_UNPRICED, BUSY -> page(linked(), heading());
            case MICRODATA, MICRODATA_TEXT -> page("", microdata());
            case OPEN_GRAPH, OPEN_GRAPH_SALE, MOVED -> page(graph(), heading());
            case TEXT, TEXT_SALE -> page("", heading() + text());
            case SCRIPTED -> document("<div id=\"app\"></div>" + script());
            case CAPTCHA ->
                document("<h1>Are you a robot?</h1><p>Type the letters to go on, and win a $500 voucher.</p>"
                        + "<form><input name=\"letters\"></form>");
            case GONE, DOWN, FORBIDDEN, NOWHERE -> document("<h1>Nothing to see</h1>");
        };
    }

    private String page(String head, String body) {
        return document(head
                + body
                + "<div class=\"related\"><h2>Others bought</h2><span class=\"price\">$1.23</span></div>"
                + "<div class=\"cart\">Cart: <span class=\"price\">$0.00</span></div>");
    }

    private static String document(String content) {
        return "<!doctype html><html><head><meta charset=\"utf-8\"><title>Shop</title></head><body>" + content
                + "</body></html>";
    }

    private String heading() {
        return "<h1 class=\"product-title\">\n  " + escaped(goods.name()) + "\n</h1>";
    }

    private String linked() {
        ObjectNode product = Json.object().put("@context", CONTEXT).put("@type", "Product");
        product.put("name", goods.name()).put("sku", goods.asin());
        ObjectNode offer = product.putObject("offers");
        if (goods.shelf() == Shelf.AGGREGATE) {
            offer.put("@type", "AggregateOffer")
                    .put("lowPrice", number())
                    .put("highPrice", goods.price().multiply(BigDecimal.TWO).toPlainString());
        } else {
            offer.put("@type", "Offer");
        }
        offer.put("availability", CONTEXT + "/" + (goods.shelf().soldOut() ? "OutOfStock" : "InStock"));
        if (goods.shelf() != Shelf.SOLD_OUT_UNPRICED) {
            offer.put(CURRENCY, goods.coinage().name());
        }
        if (goods.shelf() != Shelf.SOLD_OUT_UNPRICED && goods.shelf() != Shelf.AGGREGATE) {
            offer.put(PRICE, number());
        }
        goods.listPrice()
                .ifPresent(before -> offer.putArray("priceSpecification")
                        .addObject()
                        .put("@type", "UnitPriceSpecification")
                        .put("priceType", CONTEXT + "/StrikethroughPrice")
                        .put(PRICE, before.toPlainString())
                        .put(CURRENCY, goods.coinage().name()));
        return "<script type=\"application/ld+json\">"
                + Json.of(product).toString().replace("</", "<\\/") + "</script>";
    }

    private String microdata() {
        String shown = escaped(goods.coinage().write(goods.price()));
        String amount = goods.shelf() == Shelf.MICRODATA_TEXT
                ? "<span itemprop=\"price\">" + shown + "</span>"
                : "<span itemprop=\"price\" content=\"" + number() + "\">now " + shown + "</span>";
        return "<div itemscope itemtype=\"https://schema.org/Product\"><h1 itemprop=\"name\">" + escaped(goods.name())
                + "</h1><div itemprop=\"offers\" itemscope itemtype=\"https://schema.org/Offer\">"
                + "<meta itemprop=\"priceCurrency\" content=\""
                + goods.coinage().name() + "\">" + amount
                + "<link itemprop=\"availability\" href=\"https://schema.org/InStock\"></div></div>";
    }

    private String graph() {
        String meta =
                meta("og:type", "product") + meta("og:title", goods.name()) + meta("product:availability", "in stock");
        return goods.listPrice()
                .map(before -> meta + amount("product:price", before) + amount("product:sale_price", goods.price()))
                .orElseGet(() -> meta + amount("product:price", goods.price()));
    }

    private String amount(String name, BigDecimal amount) {
        return meta(name + ":amount", amount.toPlainString())
                + meta(name + ":currency", goods.coinage().name());
    }

    private static String meta(String name, String content) {
        return "<meta property=\"" + name + "\" content=\"" + escaped(content) + "\">";
    }

    private String text() {
        String price = escaped(goods.coinage().write(goods.price()));
        String shown = goods.listPrice()
                .map(before ->
                        "<del class=\"list-price\">" + escaped(goods.coinage().write(before))
                                + "</del> <span class=\"sale-price\">" + price + "</span>")
                .orElse("<span class=\"price\">" + price + "</span>");
        return "<p>" + shown + "</p><p class=\"availability\">In stock</p>";
    }

    /** Asks for the product and shows it. */
    private String script() {
        return """
            <script>
            fetch("/api/%s").then(answer => answer.json()).then(product => {
              const app = document.getElementById("app");
              for (const [tag, kind, text] of [["h1", "product-title", product.name],
                  ["p", "price", product.price], ["p", "availability", "In stock"]]) {
                const shown = document.createElement(tag);
                shown.className = kind;
                shown.textContent = text;
                app.append(shown);
              }
            });
            </script>\
            """.formatted(goods.asin());
    }

    private String number() {
        return goods.price().toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
