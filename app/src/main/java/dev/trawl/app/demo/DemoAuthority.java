package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority to throw away, for https on this machine. Made by the JDK's own keytool, as the JDK has no
 * other way to issue a certificate; takes a second.
 */
final class DemoAuthority {
    /** Guards nothing: who can read the file may have it, and its keys are trusted by the demo's run alone. */
    private static final String PASSWORD = "throw-away";

    private static final String AUTHORITY = "authority";
    private static final int DAYS_VALID = 2;
    private static final int KEYTOOL_SECONDS_MAX = 60;

    private final Path folder;

    private DemoAuthority(Path folder) {
        this.folder = folder;
    }

    /** Makes one, and a certificate of it for these names, in a folder. */
    static DemoAuthority create(Path folder, Collection<String> hosts) throws IOException, InterruptedException {
        DemoAuthority made = new DemoAuthority(folder);
        Files.deleteIfExists(made.store());
        made.keytool(AUTHORITY, "CN=Trawl demo authority", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
        String names = hosts.stream().sorted().map(host -> "dns:" + host).collect(Collectors.joining(","));
        made.keytool("web", "CN=Trawl demo", "-signer", AUTHORITY, "-ext", "san=" + names, "-ext", "eku=serverAuth");
        Files.writeString(made.certificate(), made.pem(), US_ASCII);
        return made;
    }

    /** The authority's certificate, as PEM. */
    Path certificate() {
        return folder.resolve("demo-authority.pem");
    }

    /** What a server needs. */
    SSLContext context() throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(read(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The demo's certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private Path store() {
        return folder.resolve("demo-keys.p12");
    }

    private KeyStore read() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            store.load(in, PASSWORD.toCharArray());
        }
        // The server would offer the authority's own certificate as well.
        KeyStore web = KeyStore.getInstance("PKCS12");
        web.load(null, null);
        char[] password = PASSWORD.toCharArray();
        web.setKeyEntry("web", store.getKey("web", password), password, store.getCertificateChain("web"));
        web.setCertificateEntry(AUTHORITY, store.getCertificate(AUTHORITY));
        return web;
    }

    private String pem() throws IOException {
        try {
            byte[] certificate = read().getCertificate(AUTHORITY).getEncoded();
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IOException("The demo's certificate cannot be read: " + e.getMessage(), e);
        }
    }

    private void keytool(String alias, String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC"));
        command.addAll(List.of("-groupname", "secp256r1", "-validity", Integer.toString(DAYS_VALID)));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store().toString(), "-storepass", PASSWORD));
        command.addAll(List.of("-alias", alias, "-dname", name));
        command.addAll(List.of(more));
        Path said = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = keytool.waitFor(KEYTOOL_SECONDS_MAX, TimeUnit.SECONDS);
        if (!ended || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IOException("Making the demo's certificate with the JDK's keytool failed: "
                    + Files.readString(said).strip() + ". The demo cannot offer https; check that "
                    + command.getFirst() + " runs");
        }
    }
}
