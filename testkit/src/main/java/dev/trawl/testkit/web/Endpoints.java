package dev.trawl.testkit.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a {@link HostileServer} answers by itself. Queries: {@code /status?code=N&after=RETRY_AFTER},
 * {@code /redirect-chain?n=N}, {@code /redirect-to?code=N&url=TARGET}; the others take none.
 */
public final class Endpoints {
    /** The body of every honest answer. */
    public static final String BODY = "A small body that is as long as it says.";

    /** Bytes that every bomb grows to. */
    public static final int BOMB_BYTES = 64 * 1024 * 1024;

    static final Answer NOT_FOUND = line -> line.answer(404, "", "nothing here");

    private static final Duration TRICKLE = Duration.ofSeconds(1);
    private static final byte[] PLAIN = BODY.getBytes(UTF_8);
    private static final int FLOOD_LINES = 100_000;

    private Endpoints() {}

    static Map<String, Answer> all() {
        Map<String, Answer> all = new HashMap<>();
        honest(all);
        slow(all);
        cutOff(all);
        redirects(all);
        packed(all);
        endless(all);
        return all;
    }

    private static void honest(Map<String, Answer> all) {
        all.put("/ok", line -> line.answer(200, "Content-Type: text/plain\r\n", BODY));
        all.put("/empty", line -> line.answer(200, "", ""));
        all.put("/no-content", line -> line.head(204, ""));
        all.put("/chunked", line -> {
            line.head(200, "Transfer-Encoding: chunked\r\n");
            line.send(Integer.toHexString(PLAIN.length) + "\r\n" + BODY + "\r\n0\r\n\r\n");
        });
        all.put("/until-close", line -> {
            line.head(200, "Connection: close\r\n");
            line.send(BODY);
            line.end();
        });
        all.put(
                "/latin1",
                line -> line.answer(
                        200, "Content-Type: text/plain; charset=ISO-8859-1\r\n", "caf\u00E9".getBytes(ISO_8859_1)));
        all.put("/junk-line", line -> line.answer(200, "this is no header\r\n: nor this\r\n", BODY));
        all.put("/same-length-twice", line -> line.answer(200, "Content-Length: " + PLAIN.length + "\r\n", PLAIN));
        all.put("/two-lengths", line -> line.answer(200, "Content-Length: 1\r\n", PLAIN));
        all.put("/status", line -> {
            String after = line.asked().query("after");
            String header = after.isEmpty() ? "" : "Retry-After: " + after.replace("+", " ") + "\r\n";
            line.answer(Integer.parseInt(line.asked().query("code")), header, "status");
        });
    }

    private static void slow(Map<String, Answer> all) {
        all.put("/hang", Line::hang);
        all.put("/slow-head", line -> {
            line.send("HTTP/1.1 200 OK\r\n");
            while (line.rest(TRICKLE)) {
                line.send("X-Slow: 1\r\n");
            }
        });
        all.put("/trickle", line -> {
            line.head(200, "Content-Length: 100000\r\n");
            do {
                line.send("x");
            } while (line.rest(TRICKLE));
        });
    }

    private static void cutOff(Map<String, Answer> all) {
        all.put("/reset", Line::reset);
        all.put("/close", Line::end);
        all.put("/reset-mid-body", line -> {
            line.head(200, "Content-Length: 1000\r\n");
            line.send(BODY);
            line.reset();
        });
        all.put("/truncated", line -> {
            line.head(200, "Content-Length: 1000\r\n");
            line.send(BODY);
            line.end();
        });
        all.put("/cut-chunked", line -> {
            line.head(200, "Transfer-Encoding: chunked\r\n");
            line.send("fff\r\n" + BODY);
            line.end();
        });
        all.put("/bad-chunk", line -> {
            line.head(200, "Transfer-Encoding: chunked\r\n");
            line.send("not a length\r\n" + BODY + "\r\n0\r\n\r\n");
        });
        all.put("/cut-head", line -> {
            line.send("HTTP/1.1 200 OK\r\nContent-Le");
            line.end();
        });
        all.put("/cut-between-headers", line -> {
            line.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n");
            line.end();
        });
        all.put("/keep-alive-then-close", line -> {
            line.answer(200, "Connection: keep-alive\r\n", BODY);
            line.end();
        });
        all.put("/garbage", line -> {
            line.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            line.end();
        });
    }

    private static void redirects(Map<String, Answer> all) {
        all.put("/redirect-loop", line -> line.answer(302, "Location: /redirect-loop\r\n", ""));
        all.put("/redirect-chain", line -> {
            int left = Integer.parseInt(line.asked().query("n"));
            String next = left > 0 ? "/redirect-chain?n=" + (left - 1) : "/ok";
            line.answer(301, "Location: " + next + "\r\n", "moved");
        });
        all.put("/redirect-to", line -> {
            String target = line.asked().target().replaceFirst(".*?[?&]url=", "");
            String code = line.asked().query("code");
            line.answer(code.isEmpty() ? 302 : Integer.parseInt(code), "Location: " + target + "\r\n", "moved");
        });
        all.put("/no-location", line -> line.answer(302, "", "moved"));
        all.put("/bad-location", line -> line.answer(302, "Location: javascript:alert(1)\r\n", "moved"));
        all.put("/latin1-location", line -> line.answer(302, "Location: /caf\u00C3\u00A9 au lait\r\n", "moved"));
    }

    private static void packed(Map<String, Answer> all) {
        byte[] gzip = Packed.gzip(PLAIN);
        all.put("/gzip", packed("gzip", gzip));
        all.put("/deflate", packed("deflate", Packed.deflate(PLAIN)));
        all.put("/raw-deflate", packed("deflate", Packed.rawDeflate(PLAIN)));
        all.put("/br", packed("br", Packed.brotli(PLAIN)));
        all.put("/zstd", packed("zstd", Packed.zstd(PLAIN)));
        all.put("/twice", packed("gzip, br", Packed.brotli(gzip)));
        all.put("/empty-gzip", packed("gzip", new byte[0]));
        all.put("/not-gzip", packed("gzip", PLAIN));
        all.put("/half-gzip", packed("gzip", Arrays.copyOf(gzip, gzip.length / 2)));
        all.put("/unknown-encoding", packed("snappy", PLAIN));
        all.put("/many-encodings", packed("gzip, gzip, gzip, gzip, gzip", gzip));
        all.put(
                "/gzip-bomb",
                line -> packed("gzip", Packed.gzipBomb(BOMB_BYTES)).give(line));
        all.put("/zstd-bomb", packed("zstd", Packed.zstdBomb(BOMB_BYTES)));
    }

    private static void endless(Map<String, Answer> all) {
        all.put("/endless", line -> {
            line.head(200, "Content-Type: text/html\r\n");
            byte[] block = "<p>more</p>".repeat(1_000).getBytes(UTF_8);
            while (line.rest(Duration.ZERO)) {
                line.send(block);
            }
        });
        all.put("/huge", line -> {
            line.head(200, "Content-Length: 100000000000\r\n");
            line.hang();
        });
        all.put("/header-flood", line -> {
            line.send("HTTP/1.1 200 OK\r\n");
            for (int n = 0; n < FLOOD_LINES; n++) {
                line.send("X-Flood-" + n + ": flood\r\n");
            }
        });
        all.put("/long-header", line -> line.head(200, "X-Long: " + "x".repeat(1_000_000) + "\r\n"));
    }

    private static Answer packed(String encoding, byte[] body) {
        return line -> line.answer(200, "Content-Encoding: " + encoding + "\r\n", body);
    }
}
