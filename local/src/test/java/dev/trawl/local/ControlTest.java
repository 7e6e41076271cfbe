package dev.trawl.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Json;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
final class ControlTest {
    @TempDir
    private Path parent;

    @Test
    void the_holder_answers_a_question() {
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, ControlTest::echo)) {
            assertThat(ask(root(), question("pause"))).contains(echo(question("pause")));
        }
    }

    @Test
    void nobody_answers_for_a_folder_that_is_not_there_or_not_held() {
        assertThat(ask(root(), question("pause"))).isEmpty();
        DataFolder.open(root()).close();
        assertThat(ask(root(), question("pause"))).isEmpty();
    }

    @Test
    void a_holder_that_was_killed_is_nobody_and_its_socket_is_replaced() throws Exception {
        try (ChildJava holder = FolderHolder.start(root())) {
            assertThat(ask(root(), question("a"))).isPresent();
            holder.kill();
        }
        assertThat(Files.exists(new DataPaths(root()).controlSocket())).isTrue();
        assertThat(ask(root(), question("b"))).isEmpty();
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, ControlTest::echo)) {
            assertThat(ask(root(), question("c"))).isPresent();
        }
    }

    @Test
    void a_closed_server_leaves_no_socket() {
        try (DataFolder folder = DataFolder.open(root())) {
            ControlServer.open(folder, ControlTest::echo).close();
            assertThat(folder.paths().controlSocket()).doesNotExist();
        }
    }

    @Test
    void a_folder_with_a_long_path_is_answered_for_too() throws IOException {
        Path deep = Files.createDirectory(parent.resolve("d".repeat(150))).resolve("data");
        try (DataFolder folder = DataFolder.open(deep);
                ControlServer _ = ControlServer.open(folder, ControlTest::echo)) {
            Path socket = ControlSocket.path(folder.paths());
            assertThat(socket.toString()).hasSizeLessThanOrEqualTo(ControlSocket.PATH_BYTES_MAX);
            Path own = ObjectFolder.parent(socket);
            assertThat(permissions(own)).isEqualTo("rwx------");
            assertThat(ask(deep, question("pause"))).isPresent();

            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertThatThrownBy(() -> ask(deep, question("pause")))
                    .isInstanceOf(EnvironmentFault.class)
                    .hasMessageContaining("its user alone");
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        }
        Files.deleteIfExists(ObjectFolder.parent(ControlSocket.path(new DataPaths(deep))));
    }

    @Test
    void only_the_owner_may_ask() throws IOException {
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, ControlTest::echo)) {
            assertThat(permissions(folder.paths().controlSocket())).isEqualTo("rw-------");
        }
    }

    @Test
    void what_is_no_json_is_answered_with_an_error() throws IOException {
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, ControlTest::echo);
                SocketChannel caller = connect(folder)) {
            caller.write(ByteBuffer.wrap("{\"half\n".getBytes(UTF_8)));
            assertThat(ControlLine.read(caller).get("error").stringValue()).contains("no line of JSON");
        }
    }

    @Test
    void an_answer_that_fails_says_why_and_the_next_question_is_answered() {
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, ControlTest::refuseCancel)) {
            assertThat(ask(root(), question("cancel")).orElseThrow().get("error"))
                    .hasToString("\"no run r1\"");
            assertThat(ask(root(), question("pause"))).contains(echo(question("pause")));
        }
    }

    @Test
    void a_question_without_end_is_cut_off() throws IOException {
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, ControlTest::echo)) {
            ObjectNode endless = Json.object().put("keys", "x".repeat(ControlSocket.LINE_BYTES_MAX));
            assertThatThrownBy(() -> ask(root(), endless))
                    .isInstanceOf(EnvironmentFault.class)
                    .hasMessageContaining("longer than");
            try (SocketChannel caller = connect(folder)) {
                assertThatThrownBy(() -> flood(caller)).isInstanceOf(IOException.class);
            }
            assertThat(ask(root(), question("pause"))).isPresent();
        }
    }

    @Test
    void callers_that_say_nothing_do_not_keep_others_out() throws IOException {
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, ControlTest::echo, Duration.ofMillis(50))) {
            for (int n = 0; n < ControlServer.CONNECTIONS_MAX; n++) {
                connect(folder);
            }
            assertThat(ask(root(), question("pause"))).isPresent();
        }
    }

    @Test
    void an_answer_that_does_not_come_is_not_waited_for_without_end() {
        Semaphore answering = new Semaphore(0);
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, question -> {
                    answering.acquireUninterruptibly();
                    return question;
                })) {
            assertThatThrownBy(() -> ControlClient.ask(new DataPaths(root()), question("pause"), Duration.ofMillis(50)))
                    .isInstanceOf(EnvironmentFault.class)
                    .hasMessageContaining("may have been done or not, and may still be done")
                    .hasMessageContaining("(PID " + ProcessHandle.current().pid() + ") gave no answer within 0 s");
            answering.release();
        }
    }

    @Test
    void many_questions_at_once_are_all_answered() {
        try (DataFolder folder = DataFolder.open(root());
                ControlServer _ = ControlServer.open(folder, ControlTest::echo);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<JsonNode>>> answers = IntStream.range(0, 200)
                    .mapToObj(n -> threads.submit(() -> ask(root(), question("q" + n))))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isPresent());
        }
    }

    private Path root() {
        return parent.resolve("data");
    }

    private static Optional<JsonNode> ask(Path root, JsonNode question) {
        return ControlClient.ask(root, question, _ -> {});
    }

    private static JsonNode echo(JsonNode question) {
        return Json.object().set("asked", question);
    }

    private static JsonNode refuseCancel(JsonNode question) {
        if (question.get("do").stringValue().equals("cancel")) {
            throw new IllegalArgumentException("no run r1");
        }
        return echo(question);
    }

    private static ObjectNode question(String asked) {
        return Json.object().put("do", asked);
    }

    private static SocketChannel connect(DataFolder folder) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(folder.paths().controlSocket()));
        return channel;
    }

    private static void flood(SocketChannel caller) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 20);
        for (int n = 0; n < 100; n++) {
            caller.write(block.clear());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
