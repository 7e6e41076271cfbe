package dev.trawl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.testkit.web.Endpoints;
import dev.trawl.testkit.web.HostileServer;
import dev.trawl.testkit.web.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EgressDoorTest {
    private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"));

    @TempDir
    Path folder;

    private static EgressOptions to(int port, List<X509Certificate> authorities) {
        return new EgressOptions(
                LOOPBACK, List.of(ConnectTo.parse("::127.0.0.1:" + port)), authorities, Optional.empty());
    }

    @Test
    void without_permission_nothing_private_is_asked() throws Exception {
        try (WebFixture web = new WebFixture(EgressOptions.DEFAULT)) {
            Fetched.Failed<String> failed = WebFixture.failed(web.get("/ok"));
            assertThat(failed.why().reason()).isEqualTo("address-refused");
            assertThat(failed.why().message()).contains("--allow-address");
            assertThat(failed.retry()).isFalse();
            assertThat(web.server.connections()).isZero();
        }
    }

    @Test
    void a_mapped_host_keeps_its_name_in_the_request() throws Exception {
        try (HostileServer server = HostileServer.start();
                WebFixture web = new WebFixture(to(server.port(), List.of()))) {
            assertThat(WebFixture.answered(web.get("http://shop.example/ok")).body())
                    .isEqualTo(Endpoints.BODY);
            assertThat(server.asked().getFirst().header("host")).isEqualTo("shop.example");
        }
    }

    @Test
    void a_named_authority_is_trusted_for_the_name_in_the_certificate_alone() throws Exception {
        TestCertificate certificate = TestCertificate.of("shop.example", folder);
        List<X509Certificate> authorities = Authorities.read(certificate.pem());
        try (HostileServer server = HostileServer.startTls(certificate.sockets());
                WebFixture trusting = new WebFixture(to(server.port(), authorities));
                WebFixture strict = new WebFixture(to(server.port(), List.of()))) {
            assertThat(WebFixture.answered(trusting.get("https://shop.example/ok"))
                            .body())
                    .isEqualTo(Endpoints.BODY);
            assertThat(WebFixture.failed(trusting.get("https://other.example/ok"))
                            .why()
                            .reason())
                    .isEqualTo("tls");
            assertThat(WebFixture.failed(strict.get("https://shop.example/ok"))
                            .why()
                            .reason())
                    .isEqualTo("tls");
            assertThat(WebFixture.failed(trusting.get("https://shop.example/truncated"))
                            .why()
                            .reason())
                    .isEqualTo("truncated");
            assertThat(WebFixture.failed(trusting.get("https://shop.example/reset"))
                            .why()
                            .reason())
                    .isEqualTo("reset");
        }
    }

    @Test
    void a_proxy_is_given_what_the_policy_allows_and_nothing_else() throws Exception {
        try (HostileServer proxy = HostileServer.start()) {
            EgressOptions options = new EgressOptions(
                    List.of(Cidr.parse("127.0.0.2/32")),
                    List.of(),
                    List.of(),
                    Optional.of(WebAddress.parse("http://127.0.0.1:" + proxy.port())));
            proxy.on("http://127.0.0.2:81/x", line -> line.answer(200, "", "by proxy"));
            try (WebFixture web = new WebFixture(options)) {
                assertThat(WebFixture.answered(web.get("http://127.0.0.2:81/x")).body())
                        .isEqualTo("by proxy");
                assertThat(WebFixture.failed(web.get("http://127.0.0.3/x"))
                                .why()
                                .reason())
                        .isEqualTo("address-refused");
                assertThat(proxy.asked()).hasSize(1);
            }
        }
    }

    @Test
    void a_file_without_certificates_is_refused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> Authorities.read(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it holds no certificates that can be read");
    }
}
