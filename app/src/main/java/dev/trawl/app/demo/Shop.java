package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A shop with any number of products. Pages are made when they are asked for. For any number of threads. */
final class Shop implements Host {
    private static final String RULES = "User-agent: *\nDisallow: " + Goods.FORBIDDEN + "\n";
    private static final String MOVED = "/now";

    private final long seed;
    private final int count;
    private final boolean rendered;
    /** Busy products that were asked for once. */
    private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

    /** @param rendered whether there are products whose pages need a browser */
    Shop(long seed, int count, boolean rendered) {
        this.seed = seed;
        this.count = count;
        this.rendered = rendered;
    }

    /** Its hosts answer. */
    void open(Site site) {
        Goods.hosts().forEach(host -> site.put(host, this));
        site.put(Goods.SCRIPTED_HOST, this);
    }

    /** All products that it offers, by their keys. */
    Stream<Goods> all() {
        return IntStream.range(0, count).mapToObj(this::goods).filter(this::offered);
    }

    /** The product of a key; empty where it offers none of this key. */
    Optional<Goods> find(String asin) {
        return Goods.number(asin)
                .filter(number -> number < count)
                .map(this::goods)
                .filter(this::offered);
    }

    private Goods goods(int number) {
        return Goods.of(seed, number);
    }

    private boolean offered(Goods goods) {
        return rendered || goods.shelf() != Shelf.SCRIPTED;
    }

    @Override
    public Reply answer(Visit visit) {
        String path = visit.path();
        if (path.equals("/robots.txt")) {
            return new Reply(200, Map.of("Content-Type", "text/plain"), () -> RULES.getBytes(UTF_8));
        }
        return find(path.substring(path.lastIndexOf('/') + 1))
                .map(goods -> path.startsWith("/api/")
                        ? Reply.json(() -> Json.of(GoodsPage.told(goods)).utf8())
                        : answer(goods, path))
                .orElseGet(() -> Reply.status(404));
    }

    private Reply answer(Goods goods, String path) {
        return switch (goods.shelf()) {
            case GONE -> Reply.status(404);
            case DOWN -> Reply.status(503);
            case BUSY -> asked.add(goods.number()) ? Reply.status(503) : page(goods);
            case MOVED -> path.startsWith(MOVED) ? page(goods) : Reply.redirect(MOVED + goods.path());
            default -> page(goods);
        };
    }

    private static Reply page(Goods goods) {
        return new Reply(
                200,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                () -> GoodsPage.of(goods).getBytes(UTF_8));
    }
}
