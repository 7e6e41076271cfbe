package dev.trawl.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.testkit.MemoryBudgets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** A server that answers nobody before everybody has asked. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ManyFetchesTest {
    /** More connections than the pool has room for at first. */
    private static final int FETCHES = 700;

    private final CountDownLatch asked = new CountDownLatch(FETCHES);

    @RepeatedTest(40)
    void more_fetches_than_the_pool_begins_with_are_in_flight_at_once() throws Exception {
        EgressDoor door = new EgressDoor(EgressOptions.DEFAULT.allowing("127.0.0.0/8"));
        InstantSource clock = InstantSource.system();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ServerSocket server = new ServerSocket(0, FETCHES, InetAddress.getLoopbackAddress());
                HttpFetcher fetcher =
                        new HttpFetcher(door, new MemoryBudgets(clock), clock, Pause.SLEEPING, "Trawl/test")) {
            var _ = threads.submit(() -> accept(server, threads));
            WebAddress address = WebAddress.parse("http://127.0.0.1:" + server.getLocalPort() + "/");
            List<Future<Fetched<Integer>>> fetches = IntStream.range(0, FETCHES)
                    .mapToObj(_ -> threads.submit(() -> fetcher.get(
                            FetchRequest.of(address, Duration.ofSeconds(50), FETCHES, (_, _) -> {}),
                            (_, _, body) -> body.readAllBytes().length)))
                    .toList();
            for (Future<Fetched<Integer>> fetch : fetches) {
                assertThat(fetch.get()).isInstanceOf(Fetched.Answered.class);
            }
        }
    }

    private boolean accept(ServerSocket server, ExecutorService threads) throws IOException {
        for (int n = 0; n < FETCHES; n++) {
            Socket caller = server.accept();
            var _ = threads.submit(() -> answer(caller));
        }
        return true;
    }

    private boolean answer(Socket caller) throws IOException, InterruptedException {
        try (caller;
                BufferedReader request = new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII))) {
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            asked.countDown();
            asked.await();
            caller.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(US_ASCII));
        }
        return true;
    }
}
