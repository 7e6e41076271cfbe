package dev.trawl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressPolicyTest {
    private static AddressPolicy allowing(String... blocks) {
        return new AddressPolicy(List.of(blocks).stream().map(Cidr::parse).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "::8.8.8.8",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void what_is_not_public_is_refused(String address) {
        assertThat(allowing().allows(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                "172.15.255.255", "172.32.0.0", "192.0.1.1", "198.17.255.255", "198.20.0.0", "223.255.255.255",
                "2606:4700::1111", "2a00:1450::1", "2001:4860:4860::8888"
            })
    void what_is_public_is_allowed(String address) {
        assertThat(allowing().allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void a_mapped_address_is_judged_by_the_one_inside() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 10;
        InetAddress inside = Inet6Address.getByAddress(null, mapped, -1);
        assertThat(allowing().allows(inside)).isFalse();
        assertThat(allowing("10.0.0.0/8").allows(inside)).isTrue();
    }

    @Test
    void the_operator_lets_blocks_through_and_no_more() {
        AddressPolicy policy = allowing("127.0.0.0/8", "fd00::/16");
        assertThat(policy.allows(InetAddress.ofLiteral("127.1.2.3"))).isTrue();
        assertThat(policy.allows(InetAddress.ofLiteral("fd00::1"))).isTrue();
        assertThat(policy.allows(InetAddress.ofLiteral("fd01::1"))).isFalse();
        assertThat(policy.allows(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:443:127.0.0.1:8443, example.com, 443, 127.0.0.1, 8443",
        "::127.0.0.1:8080, anything.example, 81, 127.0.0.1, 8080",
        "example.com::127.0.0.1:, example.com, 9999, 127.0.0.1, 9999",
        "EXAMPLE.com:80:[::1]:1, example.com, 80, ::1, 1",
    })
    void a_mapping_says_where_to_connect(String mapping, String host, int port, String toHost, int toPort)
            throws UnknownHostException {
        EgressOptions options = new EgressOptions(
                List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1")),
                List.of(ConnectTo.parse(mapping)),
                List.of(),
                Optional.empty());
        assertThat(new EgressDoor(options).addresses(host, port))
                .containsExactly(new InetSocketAddress(InetAddress.ofLiteral(toHost), toPort));
    }

    @Test
    void a_mapping_opens_no_private_address() {
        EgressOptions options =
                new EgressOptions(List.of(), List.of(ConnectTo.parse("::127.0.0.1:80")), List.of(), Optional.empty());
        assertThatThrownBy(() -> new EgressDoor(options).addresses("example.com", 80))
                .isInstanceOf(AddressRefused.class)
                .hasMessageContaining("127.0.0.1, which is not public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:80", "a:80:b", "a:x:b:80", "a:80:b:80:c", "::1:80:b:80"})
    void a_mapping_that_is_none_is_refused(String text) {
        assertThatThrownBy(() -> ConnectTo.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "name/8", "10.0.0.0/x"})
    void a_block_that_is_none_is_refused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
